package io.tributary.bench.copy;

import io.tributary.bench.effort.Parts;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.Pair;
import io.tributary.bench.stage.Stage;
import io.tributary.bench.tributary.Migration;
import io.tributary.bench.tributary.MigrationFile;
import io.tributary.bench.tributary.Operator;

/** From the order to start until the migration streams: preflight, schema, rows, indexes. */
record TributaryCopy(Stage stage) implements Copying.Way {
  @Override
  public Copying.Prepared prepare(Pair pair, ItemTable table) throws Exception {
    table.create(pair.source(), pair.name());
    pair.target().create(pair.name());
    Operator operator = new Operator(stage.orchestrator());
    operator.create(MigrationFile.of(pair, MigrationFile.LONGEST_PAUSE_MILLIS));
    return new CreatedMigration(new Migration(operator, pair.name()));
  }

  @Override
  public Parts parts() {
    return Parts.ALL;
  }
}
