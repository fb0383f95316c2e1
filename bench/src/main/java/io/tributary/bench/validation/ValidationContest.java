package io.tributary.bench.validation;

import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.Contest;
import io.tributary.bench.contest.MeasuredWork;
import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.result.BenchResult;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.ItemTable;
import java.util.List;

/** A pass of the validator beside a count and a sum of hashes that both servers make at once. */
public final class ValidationContest implements MeasuredWork {
  @Override
  public String name() {
    return "validate";
  }

  @Override
  public List<BenchResult> run(BenchOptions options, BenchStage stage) throws Exception {
    ItemTable table = new ItemTable(options.rows());
    return new Contest(name(), options)
        .run(
            tributary(stage, "tributary", table),
            List.of(hashSums(stage, "count(*), sum(hash)", table)));
  }

  /** Ours, under a name, for other works that compare a table. */
  public static Contender tributary(BenchStage stage, String name, ItemTable table) {
    return new ValidatorPasses(stage, name, table);
  }

  /** The sums, under a name, for the same. */
  public static Contender hashSums(BenchStage stage, String name, ItemTable table) {
    return new HashSums(stage, name, table);
  }
}
