package io.tributary.bench.stream;

import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.FigureUnit;
import io.tributary.bench.effort.Stopwatch;
import io.tributary.bench.replication.TableReplication;
import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;

/**
 * Measures apply alone: holds it up by a lock on the target's table, writes a burst, waits until it
 * is read at the source, and counts from the end of the lock to the arrival of the last change. A
 * replication that reads on its own accord has its changes at hand then; one that only reads while
 * it applies has them to read yet.
 */
record BurstApply(
    BenchStage stage,
    BenchOptions options,
    String work,
    TableReplication replication,
    ItemTable table,
    ChangeBurst burst)
    implements Contender {

  @Override
  public String name() {
    return replication.name();
  }

  @Override
  public Map<FigureUnit, Double> measure() throws Exception {
    try (DatabasePair pair = stage.pair(work);
        TableReplication.Running running = replication.start(pair, table)) {
      pair.mark("ready");
      pair.awaitMark("ready");
      try (Connection connection = pair.openTarget();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute("LOCK TABLE bench.item IN SHARE MODE");
        burst.write(pair);
        pair.mark("done");
        running.awaitCaptured();
        pair.settle();
        return new Stopwatch(stage, options, work, name(), replication.parts())
            .time(
                burst.unit(),
                burst.changes(),
                () -> {
                  connection.commit();
                  pair.awaitMark("done");
                });
      }
    }
  }
}
