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
 * A migration through the broker, the Connect worker and the services. The validator compares once,
 * before anything is measured.
 *
 * @param stage where it runs
 */
public record TributaryReplication(BenchStage stage) implements TableReplication {
  private static final Duration CAPTURE_LIMIT = Duration.ofMinutes(15);

  @Override
  public String name() {
    return "tributary";
  }

  @Override
  public CountedProcesses parts() {
    return CountedProcesses.ALL;
  }

  @Override
  public Running start(DatabasePair pair, ItemTable table) throws Exception {
    JsonApi operator = stage.operator();
    table.create(pair.source(), pair.name());
    pair.target().create(pair.name());
    operator.create(BenchMigrationFile.of(pair, BenchMigrationFile.LONGEST_PAUSE_MILLIS));
    MigrationRun migration = new MigrationRun(operator, pair.name());
    try {
      migration.replicate();
      migration.awaitCompared();
      pair.target().execute(pair.name(), "VACUUM (FREEZE, ANALYZE) bench.item");
    } catch (Exception e) {
      migration.close();
      throw e;
    }
    return new Running() {
      @Override
      public void awaitCaptured() throws Exception {
        String end = pair.source().query(pair.name(), "SELECT pg_current_wal_lsn()");
        PatientWait.until(
            "the changes of " + pair.name() + " are in the topic",
            CAPTURE_LIMIT,
            () ->
                "t"
                    .equals(
                        pair.source()
                            .query(
                                pair.name(),
                                "SELECT bool_and(confirmed_flush_lsn >= '"
                                    + end
                                    + "') FROM pg_replication_slots WHERE database ="
                                    + " current_database()")));
      }

      @Override
      public void close() throws Exception {
        migration.close();
      }
    };
  }
}
