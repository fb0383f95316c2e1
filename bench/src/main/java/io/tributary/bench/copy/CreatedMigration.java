package io.tributary.bench.copy;

import io.tributary.bench.tributary.Migration;

/** A migration that was handed in: copying is to start it and to wait until it streams. */
record CreatedMigration(Migration migration) implements Copying.Prepared {
  @Override
  public void copy() throws Exception {
    migration.replicate();
  }

  @Override
  public void close() throws Exception {
    migration.close();
  }
}
