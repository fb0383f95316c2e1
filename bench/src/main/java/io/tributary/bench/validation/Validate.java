package io.tributary.bench.validation;

import io.tributary.bench.Options;
import io.tributary.bench.Result;
import io.tributary.bench.Work;
import io.tributary.bench.contest.Contest;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.Stage;
import java.util.List;

/** A pass of the validator beside a count and a sum of hashes that both servers make at once. */
public final class Validate implements Work {
  @Override
  public String name() {
    return "validate";
  }

  @Override
  public List<Result> run(Options options, Stage stage) throws Exception {
    ItemTable table = new ItemTable(options.rows());
    return new Contest(name(), options)
        .run(new ValidatorPasses(stage, table), List.of(new HashSums(stage, table)));
  }
}
