package io.tributary.bench.cutover;

import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.JsonApi;
import io.tributary.bench.stage.PatientWait;
import io.tributary.bench.tributary.BenchMigrationFile;
import io.tributary.bench.tributary.MigrationRun;
import java.time.Duration;

/** One migration up to its cutover, with an application that writes all the time. */
record MeasuredCutover(BenchStage stage, ItemTable table) {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final long PAUSE_BETWEEN_PASSES_MILLIS = 1_000;

  /** From the last write that the source took to the first that the target took. */
  double pauseMillis() throws Exception {
    JsonApi operator = stage.operator();
    try (DatabasePair pair = stage.pair("cutover")) {
      table.create(pair.source(), pair.name());
      pair.target().create(pair.name());
      operator.create(BenchMigrationFile.of(pair, PAUSE_BETWEEN_PASSES_MILLIS));
      try (MigrationRun migration = new MigrationRun(operator, pair.name())) {
        migration.replicate();
        migration.awaitCompared();
        try (SwitchingWriter writer = new SwitchingWriter(pair)) {
          PatientWait.until("the writer writes", LIMIT, () -> writer.atSource() > 0);
          // Refused while the gate is shut: a table was not compared lately, or the lag is high.
          PatientWait.untilStatus("the gate is open", LIMIT, migration::tryCutover);
          migration.awaitState("Switched");
          PatientWait.until("the writer has switched", LIMIT, () -> writer.atTarget() > 0);
          return writer.pauseMillis();
        }
      }
    }
  }
}
