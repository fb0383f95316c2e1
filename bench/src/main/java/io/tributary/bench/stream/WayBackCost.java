package io.tributary.bench.stream;

import io.tributary.bench.contest.Contest;
import io.tributary.bench.contest.MeasuredWork;
import io.tributary.bench.replication.TributaryReturn;
import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.result.BenchResult;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.ItemTable;
import java.util.List;

/** What a way back that runs costs those who write at the target as fast as they can. */
public final class WayBackCost implements MeasuredWork {
  @Override
  public String name() {
    return "way-back-cost";
  }

  @Override
  public List<BenchResult> run(BenchOptions options, BenchStage stage) throws Exception {
    ItemTable table = new ItemTable(options.rows());
    return new Contest(name(), options)
        .run(
            new BusyWriters(stage, new TributaryReturn(stage, true), table),
            List.of(new BusyWriters(stage, new TributaryReturn(stage, false), table)));
  }
}
