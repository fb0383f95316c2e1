package io.tributary.bench.replication;

import io.tributary.bench.effort.CountedProcesses;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.tributary.OpenConsole;

/**
 * A migration at which somebody looks in the console.
 *
 * @param stage where it runs
 */
public record WatchedReplication(BenchStage stage) implements TableReplication {
  @Override
  public String name() {
    return "with an open console";
  }

  @Override
  public CountedProcesses parts() {
    return CountedProcesses.ALL;
  }

  @Override
  public Running start(DatabasePair pair, ItemTable table) throws Exception {
    Running running = new TributaryReplication(stage).start(pair, table);
    OpenConsole console;
    try {
      console = new OpenConsole(stage.operator(), pair.name());
    } catch (Exception e) {
      running.close();
      throw e;
    }
    return new Running() {
      @Override
      public void awaitCaptured() throws Exception {
        running.awaitCaptured();
      }

      @Override
      public void close() throws Exception {
        try (running) {
          console.close();
        }
      }
    };
  }
}
