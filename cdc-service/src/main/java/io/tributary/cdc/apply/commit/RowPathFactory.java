package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.quarantine.LaterStates;

/** Makes the row path of one source, anew for each run of its stream. */
@FunctionalInterface
public interface RowPathFactory {
  /**
   * A path.
   *
   * @param later what is known of refused rows that are followed by a later state
   */
  RowPath of(LaterStates later);
}
