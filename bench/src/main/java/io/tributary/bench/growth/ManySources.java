package io.tributary.bench.growth;

import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.Unit;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.Pair;
import io.tributary.bench.stage.Stage;
import io.tributary.bench.tributary.Migration;
import io.tributary.bench.tributary.MigrationFile;
import io.tributary.bench.tributary.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One migration of many databases, up to when all of them stream.
 *
 * @param sources how many
 * @param rows of all of them together
 */
record ManySources(Stage stage, int sources, int rows) implements Contender {
  @Override
  public String name() {
    return "tributary, " + sources + (sources == 1 ? " source" : " sources");
  }

  @Override
  public Map<Unit, Double> measure() throws Exception {
    Operator operator = new Operator(stage.orchestrator());
    ItemTable table = new ItemTable(rows / sources);
    List<Pair> pairs = new ArrayList<>();
    try (Pair first = stage.pair("sources")) {
      pairs.add(first);
      for (int i = 1; i < sources; i++) {
        pairs.add(stage.pair("sources"));
      }
      for (Pair pair : pairs) {
        table.create(pair.source(), pair.name());
      }
      first.target().create(first.name());
      operator.create(MigrationFile.of(pairs, MigrationFile.LONGEST_PAUSE_MILLIS));
      try (Migration migration = new Migration(operator, first.name())) {
        first.settle();
        long begun = System.nanoTime();
        migration.replicate();
        double seconds = (System.nanoTime() - begun) / 1e9;
        return Map.of(Unit.ROWS_PER_SECOND, sources * table.rows() / seconds);
      }
    } finally {
      for (Pair pair : pairs) {
        pair.close();
      }
    }
  }
}
