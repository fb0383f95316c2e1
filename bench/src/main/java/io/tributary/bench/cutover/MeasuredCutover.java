package io.tributary.bench.cutover;

import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.JsonApi;
import io.tributary.bench.stage.PatientWait;
import io.tributary.bench.tributary.BenchMigrationFile;
import io.tributary.bench.tributary.MigrationRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One migration whose sides change, with an application that writes all the time: its cutover, or
 * rounds of cutover and rollback without a new copy.
 *
 * @param goesBack whether a rollback follows each cutover
 */
record MeasuredCutover(BenchStage stage, ItemTable table, boolean goesBack) {
  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final long PAUSE_BETWEEN_PASSES_MILLIS = 1_000;

  /**
   * From the last write that one side took to the first that the other took: at the cutover, then
   * at the rollback, each rehearsed before.
   */
  List<RehearsedPause> pauses() throws Exception {
    return pauses(1, pause -> {});
  }

  /**
   * The same of several rounds, in their order.
   *
   * @param rounds 1, or more where a rollback follows
   * @param measured is told each as it was measured
   */
  List<RehearsedPause> pauses(int rounds, Consumer<RehearsedPause> measured) throws Exception {
    JsonApi operator = stage.operator();
    try (DatabasePair pair = stage.pair("cutover")) {
      table.create(pair.source(), pair.name());
      pair.target().create(pair.name());
      operator.create(
          goesBack
              ? BenchMigrationFile.returning(pair, PAUSE_BETWEEN_PASSES_MILLIS)
              : BenchMigrationFile.of(pair, PAUSE_BETWEEN_PASSES_MILLIS));
      try (MigrationRun migration = new MigrationRun(operator, pair.name())) {
        migration.replicate();
        migration.awaitCompared();
        List<RehearsedPause> pauses = new ArrayList<>();
        try (SwitchingWriter writer = new SwitchingWriter(pair)) {
          PatientWait.until("the writer writes", LIMIT, () -> writer.source().taken() > 0);
          for (int i = 0; i < rounds; i++) {
            pauses.add(out(migration, writer));
            measured.accept(pauses.get(pauses.size() - 1));
            if (goesBack) {
              pauses.add(back(migration, writer));
              measured.accept(pauses.get(pauses.size() - 1));
            }
          }
        }
        return pauses;
      }
    }
  }

  private static RehearsedPause out(MigrationRun migration, SwitchingWriter writer)
      throws Exception {
    writer.target().closed();
    double predicted = migration.rehearse();
    // Refused while the gate is shut: a table was not compared lately, or the lag is high.
    PatientWait.untilStatus("the gate is open", LIMIT, migration::tryCutover);
    migration.awaitState("Switched");
    PatientWait.until("the writer has switched", LIMIT, () -> writer.target().taken() > 0);
    return new RehearsedPause(
        writer.target().pauseMillis(writer.source()), predicted, migration.reportedPause());
  }

  private static RehearsedPause back(MigrationRun migration, SwitchingWriter writer)
      throws Exception {
    writer.source().closed();
    double predicted = migration.rehearse();
    PatientWait.untilStatus("the gate is open again", LIMIT, migration::tryRollback);
    migration.awaitState("Replicating");
    PatientWait.until("the writer has gone back", LIMIT, () -> writer.source().taken() > 0);
    return new RehearsedPause(
        writer.source().pauseMillis(writer.target()), predicted, migration.reportedPause());
  }
}
