package io.tributary.validator.pass;

import io.tributary.common.plan.ValidationSettings;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * How long to rest between two passes over all tables. Until all are known to be equal a pass is
 * what everybody waits for, and takes half of the time. Afterwards it only searches for what no
 * stream shows, and takes a fifth. Pure.
 *
 * @param settings of the migration file
 */
record ScrubPace(ValidationSettings settings) {
  private static final long RESTS_OF_A_SCRUB = 4;

  /**
   * The rest behind a pass, in milliseconds.
   *
   * @param passMillis how long it took
   * @param allKnown whether all tables are known to be equal
   */
  long restMillis(long passMillis, boolean allKnown) {
    long least = Math.max(passMillis, settings.pauseBetweenPassesMillis());
    return allKnown
        ? Math.max(least, Math.min(passMillis * RESTS_OF_A_SCRUB, most(passMillis)))
        : least;
  }

  /** So that a pass has ended anew before the last one is too old for a cutover. */
  private long most(long passMillis) {
    OptionalLong within = settings.scrubWithin();
    return within.isPresent()
        ? TimeUnit.SECONDS.toMillis(within.getAsLong()) / 2 - passMillis
        : Long.MAX_VALUE;
  }
}
