package io.tributary.bench.copy;

import io.tributary.bench.effort.CountedProcesses;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.JsonApi;
import io.tributary.bench.tributary.BenchMigrationFile;
import io.tributary.bench.tributary.MigrationRun;
import java.nio.file.Path;

/** From the order to start until the migration of the file streams. */
record TributarySqliteCopy(BenchStage stage) implements CopyContender.Way {
  @Override
  public CopyContender.Prepared prepare(DatabasePair pair, ItemTable table) throws Exception {
    JsonApi operator = stage.operator();
    Path file = new SqliteItems(stage.home()).file(pair, table);
    pair.target().create(pair.name());
    operator.create(
        BenchMigrationFile.ofSqlite(pair, file, BenchMigrationFile.LONGEST_PAUSE_MILLIS));
    return SqliteItems.removing(
        file, new CreatedMigration(new MigrationRun(operator, pair.name())));
  }

  @Override
  public CountedProcesses parts() {
    return CountedProcesses.ALL;
  }
}
