package io.tributary.bench.stream;

import io.tributary.bench.Options;
import io.tributary.bench.Result;
import io.tributary.bench.Work;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.Stage;
import java.util.ArrayList;
import java.util.List;

/** One UPDATE of the whole table beside native replication, of a fifth beside the slower sink. */
public final class StreamLarge implements Work {
  @Override
  public String name() {
    return "stream-large";
  }

  @Override
  public List<Result> run(Options options, Stage stage) throws Exception {
    ItemTable table = new ItemTable(options.rows());
    StreamContest contest = new StreamContest(stage, options, name(), table);
    List<Result> results =
        new ArrayList<>(contest.run(Burst.ofOneUpdate(table.rows()), contest.ofPostgres()));
    results.addAll(
        contest.run(Burst.ofOneUpdate(table.rows() / StreamSmall.SHARE), contest.ofDebezium()));
    return results;
  }
}
