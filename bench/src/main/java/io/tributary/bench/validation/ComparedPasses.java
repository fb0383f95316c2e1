package io.tributary.bench.validation;

import io.tributary.bench.stage.PatientWait;
import io.tributary.bench.tributary.MigrationRun;
import java.time.Duration;

/**
 * Passes of the validator over the one table of a migration, which does not change. What counts is
 * how long the validator says that it compared the table: between two passes it rests for as long.
 *
 * @param migration it streams
 */
record ComparedPasses(MigrationRun migration) {
  private static final int PASSES = 3;
  private static final Duration LIMIT = Duration.ofMinutes(15);

  /** How many milliseconds one of three passes takes that follow the first. */
  double meanMillis() throws Exception {
    long last = awaitPass(1);
    double millis = 0;
    for (int pass = 0; pass < PASSES; pass++) {
      last = awaitPass(last + 1);
      millis += migration.source().at("/validation/verdicts/0/durationMillis").asLong();
    }
    return millis / PASSES;
  }

  /** Returns right after the end of a pass, which is this one or a later one. */
  private long awaitPass(long least) throws Exception {
    long before = passes();
    PatientWait.untilStatus(
        "pass " + least + " of the validator has ended",
        LIMIT,
        () -> passes() > before && passes() >= least);
    return passes();
  }

  private long passes() throws Exception {
    return migration.source().path("validation").path("passes").asLong();
  }
}
