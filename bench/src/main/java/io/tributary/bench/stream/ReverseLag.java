package io.tributary.bench.stream;

import io.tributary.bench.contest.Contest;
import io.tributary.bench.contest.MeasuredWork;
import io.tributary.bench.replication.TributaryReplication;
import io.tributary.bench.replication.TributaryReturn;
import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.result.BenchResult;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.ItemTable;
import java.util.List;

/**
 * How late changes of the target are at the source after a cutover, beside those that go out before
 * it; 2,000 one-row transactions a second either way.
 */
public final class ReverseLag implements MeasuredWork {
  @Override
  public String name() {
    return "reverse-lag";
  }

  @Override
  public List<BenchResult> run(BenchOptions options, BenchStage stage) throws Exception {
    ItemTable table = new ItemTable(options.rows());
    return new Contest(name(), options)
        .run(
            new LagMeasurement(stage, options, name(), new TributaryReturn(stage, true), table),
            List.of(
                new LagMeasurement(
                    stage, options, name(), new TributaryReplication(stage), table)));
  }
}
