package io.tributary.bench.replication;

import io.tributary.bench.effort.CountedProcesses;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.JsonApi;
import io.tributary.bench.stage.PatientWait;
import io.tributary.bench.tributary.BenchMigrationFile;
import io.tributary.bench.tributary.MigrationRun;
import java.time.Duration;

/**
 * A migration behind its cutover: what is written at the target comes home, or nothing does. The
 * validator compares each direction once, before anything is measured.
 *
 * @param stage where it runs
 * @param follows whether the source follows its target
 */
public record TributaryReturn(BenchStage stage, boolean follows) implements TableReplication {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @Override
  public String name() {
    return follows ? "tributary, back" : "way-back: none";
  }

  @Override
  public CountedProcesses parts() {
    return CountedProcesses.ALL;
  }

  @Override
  public DatabasePair written(DatabasePair pair) {
    return pair.reversed();
  }

  @Override
  public Running start(DatabasePair pair, ItemTable table) throws Exception {
    JsonApi operator = stage.operator();
    table.create(pair.source(), pair.name());
    pair.target().create(pair.name());
    long pause = BenchMigrationFile.LONGEST_PAUSE_MILLIS;
    operator.create(
        follows ? BenchMigrationFile.returning(pair, pause) : BenchMigrationFile.of(pair, pause));
    MigrationRun migration = new MigrationRun(operator, pair.name());
    try {
      migration.replicate();
      migration.awaitCompared();
      PatientWait.untilStatus("the gate is open", LIMIT, migration::tryCutover);
      migration.awaitState("Switched");
      if (follows) {
        migration.awaitReturning();
      }
      pair.target().execute(pair.name(), "VACUUM (FREEZE, ANALYZE) bench.item");
    } catch (Exception e) {
      migration.close();
      throw e;
    }
    return new Running() {
      @Override
      public void awaitCaptured() {
        throw new UnsupportedOperationException(
            "nobody measures the way back alone up to its topic");
      }

      @Override
      public void close() throws Exception {
        migration.close();
      }
    };
  }
}
