package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.quarantine.LaterStates;

/** Makes the committer of one stream, anew for each of its runs. */
@FunctionalInterface
public interface CommitterFactory {
  /**
   * A committer that is not connected yet.
   *
   * @param later what is known of refused rows that are followed by a later state
   * @param owner the stream
   * @param hooks points between the steps of a batch
   */
  StreamCommitter of(LaterStates later, CommitterOwner owner, ApplyHooks hooks);
}
