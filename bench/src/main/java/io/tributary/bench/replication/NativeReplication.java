package io.tributary.bench.replication;

import io.tributary.bench.effort.CountedProcesses;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;

/** PostgreSQL's publication and subscription, with its defaults. */
public record NativeReplication() implements TableReplication {

  @Override
  public String name() {
    return "native logical replication";
  }

  @Override
  public CountedProcesses parts() {
    return CountedProcesses.SERVERS;
  }

  @Override
  public Running start(DatabasePair pair, ItemTable table) throws Exception {
    table.create(pair.source(), pair.name());
    table.create(pair.target(), pair.name());
    pair.source().execute(pair.name(), "CREATE PUBLICATION bench FOR TABLE bench.item");
    String slot = pair.name().replace('-', '_');
    pair.target()
        .execute(
            pair.name(),
            "CREATE SUBSCRIPTION bench CONNECTION '"
                + pair.source().uri(pair.name())
                + "' PUBLICATION bench WITH (copy_data = false, slot_name = '"
                + slot
                + "')");
    return new Running() {
      @Override
      public void awaitCaptured() {
        // Nothing lies between reading and applying here: what is held back stays in the WAL.
      }

      @Override
      public void close() throws Exception {
        pair.target().execute(pair.name(), "DROP SUBSCRIPTION bench");
      }
    };
  }
}
