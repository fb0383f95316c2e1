package io.tributary.bench.stream;

import io.tributary.bench.Options;
import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.Unit;
import io.tributary.bench.effort.Stopwatch;
import io.tributary.bench.replication.Replication;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.Pair;
import io.tributary.bench.stage.Stage;
import java.util.Map;

/**
 * Writes a burst while a replication runs and waits for its arrival. The time counts from the begin
 * of the writing to the arrival of the last change, so the writing itself is in it, for everybody
 * alike.
 */
record Streaming(
    Stage stage,
    Options options,
    String work,
    Replication replication,
    ItemTable table,
    Burst burst)
    implements Contender {

  @Override
  public String name() {
    return replication.name();
  }

  @Override
  public Map<Unit, Double> measure() throws Exception {
    try (Pair pair = stage.pair(work);
        Replication.Running running = replication.start(pair, table)) {
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
