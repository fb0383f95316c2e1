package io.tributary.bench.validation;

import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.FigureUnit;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.JsonApi;
import io.tributary.bench.tributary.BenchMigrationFile;
import io.tributary.bench.tributary.MigrationRun;
import java.util.Map;

/** Passes of the validator over a table of a PostgreSQL source. */
record ValidatorPasses(BenchStage stage, String name, ItemTable table) implements Contender {
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
        return Map.of(
            FigureUnit.ROWS_PER_SECOND,
            table.rows() / (new ComparedPasses(migration, stage.validator()).meanMillis() / 1e3));
      }
    }
  }
}
