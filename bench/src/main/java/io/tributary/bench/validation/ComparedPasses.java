package io.tributary.bench.validation;

import io.tributary.bench.stage.JsonApi;
import io.tributary.bench.stage.PatientWait;
import io.tributary.bench.tributary.MigrationRun;
import java.time.Duration;

/**
 * Passes of the validator over the one table of a migration, which does not change. What counts is
 * the time of a pass by the clock, without the rest behind it: what a verdict says that its table
 * took is the sum of what all workers took.
 *
 * @param migration it streams
 * @param validator who compares it
 */
record ComparedPasses(MigrationRun migration, JsonApi validator) {
  private static final int PASSES = 3;
  private static final Duration LIMIT = Duration.ofMinutes(15);

  /** How many milliseconds one of three passes takes that follow the first. */
  double meanMillis() throws Exception {
    PassTimes before = awaitPass(1);
    PassTimes after = awaitPass(before.passes() + PASSES);
    return (after.seconds() - before.seconds()) / (after.passes() - before.passes()) * 1e3;
  }

  private PassTimes awaitPass(long least) throws Exception {
    PatientWait.untilStatus(
        "pass " + least + " of the validator has ended", LIMIT, () -> times().passes() >= least);
    return times();
  }

  private PassTimes times() throws Exception {
    return PassTimes.of(migration.name(), validator);
  }
}
