package io.tributary.bench.copy;

import io.tributary.bench.tributary.MigrationRun;

/** A migration that was handed in: copying is to start it and to wait until it streams. */
record CreatedMigration(MigrationRun migration) implements CopyContender.Prepared {
  @Override
  public void copy() throws Exception {
    migration.replicate();
  }

  @Override
  public void close() throws Exception {
    migration.close();
  }
}
