package io.tributary.bench.replication;

import io.tributary.bench.effort.Parts;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.Pair;
import io.tributary.bench.stage.Patience;
import io.tributary.bench.stage.Stage;
import io.tributary.bench.tributary.Migration;
import io.tributary.bench.tributary.MigrationFile;
import io.tributary.bench.tributary.Operator;
import java.time.Duration;

/**
 * A migration through the broker, the Connect worker and the services. The validator compares once,
 * before anything is measured.
 *
 * @param stage where it runs
 */
public record Tributary(Stage stage) implements Replication {
  private static final Duration CAPTURE_LIMIT = Duration.ofMinutes(15);

  @Override
  public String name() {
    return "tributary";
  }

  @Override
  public Parts parts() {
    return Parts.ALL;
  }

  @Override
  public Running start(Pair pair, ItemTable table) throws Exception {
    Operator operator = new Operator(stage.orchestrator());
    table.create(pair.source(), pair.name());
    pair.target().create(pair.name());
    operator.create(MigrationFile.of(pair, MigrationFile.LONGEST_PAUSE_MILLIS));
    Migration migration = new Migration(operator, pair.name());
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
        Patience.until(
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
