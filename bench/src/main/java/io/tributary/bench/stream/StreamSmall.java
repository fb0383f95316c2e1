package io.tributary.bench.stream;

import io.tributary.bench.Options;
import io.tributary.bench.Result;
import io.tributary.bench.Work;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.Stage;
import java.util.List;

/** One-row transactions, a fifth of the table's rows in number. */
public final class StreamSmall implements Work {
  static final int SHARE = 5;

  @Override
  public String name() {
    return "stream-small";
  }

  @Override
  public List<Result> run(Options options, Stage stage) throws Exception {
    ItemTable table = new ItemTable(options.rows());
    Burst burst = Burst.ofSmallTransactions(table, table.rows() / SHARE);
    StreamContest contest = new StreamContest(stage, options, name(), table);
    return contest.run(burst, contest.all());
  }
}
