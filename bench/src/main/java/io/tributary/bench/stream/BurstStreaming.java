package io.tributary.bench.stream;

import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.FigureUnit;
import io.tributary.bench.effort.Stopwatch;
import io.tributary.bench.replication.TableReplication;
import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import java.util.Map;

/**
 * Writes a burst while a replication runs and waits for its arrival. The time counts from the begin
 * of the writing to the arrival of the last change, so the writing itself is in it, for everybody
 * alike.
 */
record BurstStreaming(
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
      pair.settle();
      return new Stopwatch(stage, options, work, name(), replication.parts())
          .time(
              burst.unit(),
              burst.changes(),
              () -> {
                burst.write(pair);
                pair.mark("done");
                pair.awaitMark("done");
              });
    }
  }
}
