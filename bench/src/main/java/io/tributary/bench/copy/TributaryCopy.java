package io.tributary.bench.copy;

import io.tributary.bench.effort.CountedProcesses;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.JsonApi;
import io.tributary.bench.tributary.BenchMigrationFile;
import io.tributary.bench.tributary.MigrationRun;

/** From the order to start until the migration streams: preflight, schema, rows, indexes. */
record TributaryCopy(BenchStage stage) implements CopyContender.Way {
  @Override
  public CopyContender.Prepared prepare(DatabasePair pair, ItemTable table) throws Exception {
    table.create(pair.source(), pair.name());
    pair.target().create(pair.name());
    JsonApi operator = stage.operator();
    operator.create(BenchMigrationFile.of(pair, BenchMigrationFile.LONGEST_PAUSE_MILLIS));
    return new CreatedMigration(new MigrationRun(operator, pair.name()));
  }

  @Override
  public CountedProcesses parts() {
    return CountedProcesses.ALL;
  }
}
