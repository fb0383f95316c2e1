package io.tributary.bench.stream;

import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.Contest;
import io.tributary.bench.contest.MeasuredWork;
import io.tributary.bench.replication.NativeReplication;
import io.tributary.bench.replication.TributaryReplication;
import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.result.BenchResult;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.ItemTable;
import java.util.ArrayList;
import java.util.List;

/** Measures apply without a capture: small transactions, then one large one. */
public final class ApplyOnly implements MeasuredWork {
  @Override
  public String name() {
    return "apply-only";
  }

  @Override
  public List<BenchResult> run(BenchOptions options, BenchStage stage) throws Exception {
    ItemTable table = new ItemTable(options.rows());
    List<ChangeBurst> bursts =
        List.of(
            ChangeBurst.ofSmallTransactions(table, table.rows() / StreamSmall.SHARE),
            ChangeBurst.ofOneUpdate(table.rows()));
    List<BenchResult> results = new ArrayList<>();
    for (ChangeBurst burst : bursts) {
      Contender ours =
          new BurstApply(stage, options, name(), new TributaryReplication(stage), table, burst);
      Contender peer =
          new BurstApply(stage, options, name(), new NativeReplication(), table, burst);
      results.addAll(new Contest(name(), options).run(ours, List.of(peer)));
    }
    return results;
  }
}
