package io.tributary.bench.validation;

import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.FigureUnit;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.JsonApi;
import io.tributary.bench.stage.PatientWait;
import io.tributary.bench.tributary.BenchMigrationFile;
import io.tributary.bench.tributary.MigrationRun;
import java.time.Duration;
import java.util.Map;

/**
 * Some passes of the validator over a table that does not change. What counts is how long the
 * validator says that it compared the table: between two passes it rests for as long.
 */
record ValidatorPasses(BenchStage stage, String name, ItemTable table) implements Contender {
  private static final int PASSES = 3;
  private static final Duration LIMIT = Duration.ofMinutes(15);

  @Override
  public Map<FigureUnit, Double> measure() throws Exception {
    JsonApi operator = stage.operator();
    try (DatabasePair pair = stage.pair("validate")) {
      table.create(pair.source(), pair.name());
      pair.target().create(pair.name());
      operator.create(BenchMigrationFile.of(pair, 0));
      try (MigrationRun migration = new MigrationRun(operator, pair.name())) {
        migration.replicate();
        pair.target().execute(pair.name(), "VACUUM (FREEZE, ANALYZE) bench.item");
        long last = awaitPass(migration, 1);
        long millis = 0;
        for (int pass = 0; pass < PASSES; pass++) {
          last = awaitPass(migration, last + 1);
          millis += comparedMillis(migration);
        }
        return Map.of(FigureUnit.ROWS_PER_SECOND, PASSES * table.rows() / (millis / 1e3));
      }
    }
  }

  /** Returns right after the end of a pass, which is this one or a later one. */
  private static long awaitPass(MigrationRun migration, long least) throws Exception {
    long before = passes(migration);
    PatientWait.untilStatus(
        "pass " + least + " of the validator has ended",
        LIMIT,
        () -> passes(migration) > before && passes(migration) >= least);
    return passes(migration);
  }

  private static long comparedMillis(MigrationRun migration) throws Exception {
    return migration.source().at("/validation/verdicts/0/durationMillis").asLong();
  }

  private static long passes(MigrationRun migration) throws Exception {
    return migration.source().path("validation").path("passes").asLong();
  }
}
