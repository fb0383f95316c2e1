package io.tributary.bench.stream;

import io.tributary.bench.contest.Contest;
import io.tributary.bench.contest.MeasuredWork;
import io.tributary.bench.replication.TributaryReplication;
import io.tributary.bench.replication.WatchedReplication;
import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.result.BenchResult;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.ItemTable;
import java.util.List;

/** What a migration of 2,000 one-row transactions a second is like with an open console. */
public final class ConsoleCost implements MeasuredWork {
  @Override
  public String name() {
    return "console-cost";
  }

  @Override
  public List<BenchResult> run(BenchOptions options, BenchStage stage) throws Exception {
    ItemTable table = new ItemTable(options.rows());
    return new Contest(name(), options)
        .run(
            new LagMeasurement(stage, options, name(), new WatchedReplication(stage), table),
            List.of(
                new LagMeasurement(
                    stage, options, name(), new TributaryReplication(stage), table)));
  }
}
