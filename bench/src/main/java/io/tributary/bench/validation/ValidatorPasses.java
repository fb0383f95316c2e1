package io.tributary.bench.validation;

import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.Unit;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.Pair;
import io.tributary.bench.stage.Patience;
import io.tributary.bench.stage.Stage;
import io.tributary.bench.tributary.Migration;
import io.tributary.bench.tributary.MigrationFile;
import io.tributary.bench.tributary.Operator;
import java.time.Duration;
import java.util.Map;

/** Some passes of the validator without a pause, while nobody writes. */
record ValidatorPasses(Stage stage, String name, ItemTable table) implements Contender {
  private static final int PASSES = 3;
  private static final Duration LIMIT = Duration.ofMinutes(15);

  @Override
  public Map<Unit, Double> measure() throws Exception {
    Operator operator = new Operator(stage.orchestrator());
    try (Pair pair = stage.pair("validate")) {
      table.create(pair.source(), pair.name());
      pair.target().create(pair.name());
      operator.create(MigrationFile.of(pair, 0));
      try (Migration migration = new Migration(operator, pair.name())) {
        migration.replicate();
        pair.target().execute(pair.name(), "VACUUM (FREEZE, ANALYZE) bench.item");
        long first = awaitPass(migration, 1);
        long begun = System.nanoTime();
        long last = awaitPass(migration, first + PASSES);
        double seconds = (System.nanoTime() - begun) / 1e9;
        return Map.of(Unit.ROWS_PER_SECOND, (last - first) * table.rows() / seconds);
      }
    }
  }

  /** Returns right after the end of a pass, which is this one or a later one. */
  private static long awaitPass(Migration migration, long least) throws Exception {
    long before = passes(migration);
    Patience.untilStatus(
        "pass " + least + " of the validator has ended",
        LIMIT,
        () -> passes(migration) > before && passes(migration) >= least);
    return passes(migration);
  }

  private static long passes(Migration migration) throws Exception {
    return migration.source().path("validation").path("passes").asLong();
  }
}
