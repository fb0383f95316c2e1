package io.tributary.bench.stream;

import io.tributary.bench.contest.MeasuredWork;
import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.result.BenchResult;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.ItemTable;
import java.util.ArrayList;
import java.util.List;

/** One UPDATE of the whole table beside native replication, of a fifth beside the slower sink. */
public final class StreamLarge implements MeasuredWork {
  @Override
  public String name() {
    return "stream-large";
  }

  @Override
  public List<BenchResult> run(BenchOptions options, BenchStage stage) throws Exception {
    ItemTable table = new ItemTable(options.rows());
    StreamContest contest = new StreamContest(stage, options, name(), table);
    List<BenchResult> results =
        new ArrayList<>(contest.run(ChangeBurst.ofOneUpdate(table.rows()), contest.ofPostgres()));
    results.addAll(
        contest.run(
            ChangeBurst.ofOneUpdate(table.rows() / StreamSmall.SHARE), contest.ofDebezium()));
    return results;
  }
}
