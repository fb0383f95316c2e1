package io.tributary.bench.copy;

import io.tributary.bench.effort.Parts;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.Pair;
import io.tributary.bench.stage.Stage;
import io.tributary.bench.tributary.Migration;
import io.tributary.bench.tributary.MigrationFile;
import io.tributary.bench.tributary.Operator;
import java.nio.file.Path;

/** From the order to start until the migration of the file streams. */
record TributarySqliteCopy(Stage stage) implements Copying.Way {
  @Override
  public Copying.Prepared prepare(Pair pair, ItemTable table) throws Exception {
    Operator operator = new Operator(stage.orchestrator());
    Path file = new SqliteItems(stage.home()).file(pair, table);
    pair.target().create(pair.name());
    operator.create(MigrationFile.ofSqlite(pair, file, MigrationFile.LONGEST_PAUSE_MILLIS));
    return SqliteItems.removing(file, new CreatedMigration(new Migration(operator, pair.name())));
  }

  @Override
  public Parts parts() {
    return Parts.ALL;
  }
}
