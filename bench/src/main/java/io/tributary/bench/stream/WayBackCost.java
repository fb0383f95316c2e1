package io.tributary.bench.stream;

import io.tributary.bench.contest.Contest;
import io.tributary.bench.contest.MeasuredWork;
import io.tributary.bench.replication.NativeReplication;
import io.tributary.bench.replication.NativeReturn;
import io.tributary.bench.replication.TributaryReturn;
import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.result.BenchResult;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.ProcessorSplit;
import java.util.ArrayList;
import java.util.List;

/**
 * What a way back that runs costs those who write at the target: as fast as they can, when it takes
 * processors from them and where it cannot, and at a steady pace. Beside it PostgreSQL's own
 * subscriber in its place.
 */
public final class WayBackCost implements MeasuredWork {
  @Override
  public String name() {
    return "way-back-cost";
  }

  @Override
  public List<BenchResult> run(BenchOptions options, BenchStage stage) throws Exception {
    ItemTable table = new ItemTable(options.rows());
    TributaryReturn follows = new TributaryReturn(stage, true);
    TributaryReturn stays = new TributaryReturn(stage, false);
    NativeReturn subscribed = new NativeReturn(new NativeReplication());
    Contest contest = new Contest(name(), options);
    List<BenchResult> results =
        new ArrayList<>(
            contest.run(
                new SteadyCommits(stage, follows, table),
                List.of(
                    new SteadyCommits(stage, stays, table),
                    new SteadyCommits(stage, subscribed, table))));
    results.addAll(
        contest.run(
            new BusyWriters(stage, follows, table, false),
            List.of(
                new BusyWriters(stage, stays, table, false),
                new BusyWriters(stage, subscribed, table, false))));
    if (ProcessorSplit.possible()) {
      results.addAll(
          contest.run(
              new BusyWriters(stage, follows, table, true),
              List.of(
                  new BusyWriters(stage, stays, table, true),
                  new BusyWriters(stage, subscribed, table, true))));
    }
    return results;
  }
}
