package io.tributary.bench.replication;

import io.tributary.bench.effort.CountedProcesses;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;

/**
 * PostgreSQL's publication and subscription from the target to the source: what any subscriber
 * costs those who write at the target.
 *
 * @param out the same the other way
 */
public record NativeReturn(NativeReplication out) implements TableReplication {
  @Override
  public String name() {
    return out.name();
  }

  @Override
  public CountedProcesses parts() {
    return out.parts();
  }

  @Override
  public DatabasePair written(DatabasePair pair) {
    return pair.reversed();
  }

  @Override
  public Running start(DatabasePair pair, ItemTable table) throws Exception {
    return out.start(pair.reversed(), table);
  }
}
