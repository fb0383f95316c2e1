package io.tributary.bench.stream;

import io.tributary.bench.Options;
import io.tributary.bench.Result;
import io.tributary.bench.Work;
import io.tributary.bench.contest.Contest;
import io.tributary.bench.replication.NativeReplication;
import io.tributary.bench.replication.Tributary;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.Stage;
import java.util.List;

/** How late changes are at 2,000 one-row transactions a second. */
public final class Lag implements Work {
  @Override
  public String name() {
    return "lag";
  }

  @Override
  public List<Result> run(Options options, Stage stage) throws Exception {
    ItemTable table = new ItemTable(options.rows());
    return new Contest(name(), options)
        .run(
            new Lagging(stage, options, new Tributary(stage), table),
            List.of(new Lagging(stage, options, new NativeReplication(), table)));
  }
}
