package io.tributary.bench.cutover;

import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.Pair;
import io.tributary.bench.stage.Patience;
import io.tributary.bench.stage.Stage;
import io.tributary.bench.tributary.Migration;
import io.tributary.bench.tributary.MigrationFile;
import io.tributary.bench.tributary.Operator;
import java.time.Duration;

/** One migration up to its cutover, with an application that writes all the time. */
record Cutover(Stage stage, ItemTable table) {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final long PAUSE_BETWEEN_PASSES_MILLIS = 1_000;

  /** From the last write that the source took to the first that the target took. */
  double pauseMillis() throws Exception {
    Operator operator = new Operator(stage.orchestrator());
    try (Pair pair = stage.pair("cutover")) {
      table.create(pair.source(), pair.name());
      pair.target().create(pair.name());
      operator.create(MigrationFile.of(pair, PAUSE_BETWEEN_PASSES_MILLIS));
      try (Migration migration = new Migration(operator, pair.name())) {
        migration.replicate();
        migration.awaitCompared();
        try (SwitchingWriter writer = new SwitchingWriter(pair)) {
          Patience.until("the writer writes", LIMIT, () -> writer.atSource() > 0);
          // Refused while the gate is shut: a table was not compared lately, or the lag is high.
          Patience.untilStatus("the gate is open", LIMIT, migration::tryCutover);
          migration.awaitState("Switched");
          Patience.until("the writer has switched", LIMIT, () -> writer.atTarget() > 0);
          return writer.pauseMillis();
        }
      }
    }
  }
}
