package io.tributary.bench.growth;

import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.FigureUnit;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.JsonApi;
import io.tributary.bench.tributary.BenchMigrationFile;
import io.tributary.bench.tributary.MigrationRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One migration of many databases, up to when all of them stream.
 *
 * @param sources how many
 * @param rows of all of them together
 */
record ManySources(BenchStage stage, int sources, int rows) implements Contender {
  @Override
  public String name() {
    return "tributary, " + sources + (sources == 1 ? " source" : " sources");
  }

  @Override
  public Map<FigureUnit, Double> measure() throws Exception {
    JsonApi operator = stage.operator();
    ItemTable table = new ItemTable(rows / sources);
    List<DatabasePair> pairs = new ArrayList<>();
    try (DatabasePair first = stage.pair("sources")) {
      pairs.add(first);
      for (int i = 1; i < sources; i++) {
        pairs.add(stage.pair("sources"));
      }
      for (DatabasePair pair : pairs) {
        table.create(pair.source(), pair.name());
      }
      first.target().create(first.name());
      operator.create(BenchMigrationFile.of(pairs, BenchMigrationFile.LONGEST_PAUSE_MILLIS));
      try (MigrationRun migration = new MigrationRun(operator, first.name())) {
        first.settle();
        long begun = System.nanoTime();
        migration.replicate();
        double seconds = (System.nanoTime() - begun) / 1e9;
        return Map.of(FigureUnit.ROWS_PER_SECOND, sources * table.rows() / seconds);
      }
    } finally {
      for (DatabasePair pair : pairs) {
        pair.close();
      }
    }
  }
}
