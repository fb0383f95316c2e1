package io.tributary.bench.stream;

import io.tributary.bench.contest.MeasuredWork;
import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.result.BenchResult;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.ItemTable;
import java.util.List;

/** One-row transactions, a fifth of the table's rows in number. */
public final class StreamSmall implements MeasuredWork {
  static final int SHARE = 5;

  @Override
  public String name() {
    return "stream-small";
  }

  @Override
  public List<BenchResult> run(BenchOptions options, BenchStage stage) throws Exception {
    ItemTable table = new ItemTable(options.rows());
    ChangeBurst burst = ChangeBurst.ofSmallTransactions(table, table.rows() / SHARE);
    StreamContest contest = new StreamContest(stage, options, name(), table);
    return contest.run(burst, contest.all());
  }
}
