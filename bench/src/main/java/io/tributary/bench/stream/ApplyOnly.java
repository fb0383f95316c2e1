package io.tributary.bench.stream;

import io.tributary.bench.Options;
import io.tributary.bench.Result;
import io.tributary.bench.Work;
import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.Contest;
import io.tributary.bench.replication.NativeReplication;
import io.tributary.bench.replication.Tributary;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.Stage;
import java.util.ArrayList;
import java.util.List;

/** The target's end alone: small transactions, then one large one. */
public final class ApplyOnly implements Work {
  @Override
  public String name() {
    return "apply-only";
  }

  @Override
  public List<Result> run(Options options, Stage stage) throws Exception {
    ItemTable table = new ItemTable(options.rows());
    List<Burst> bursts =
        List.of(
            Burst.ofSmallTransactions(table, table.rows() / StreamSmall.SHARE),
            Burst.ofOneUpdate(table.rows()));
    List<Result> results = new ArrayList<>();
    for (Burst burst : bursts) {
      Contender ours = new Applying(stage, options, name(), new Tributary(stage), table, burst);
      Contender peer = new Applying(stage, options, name(), new NativeReplication(), table, burst);
      results.addAll(new Contest(name(), options).run(ours, List.of(peer)));
    }
    return results;
  }
}
