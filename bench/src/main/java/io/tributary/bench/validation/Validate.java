package io.tributary.bench.validation;

import io.tributary.bench.Options;
import io.tributary.bench.Result;
import io.tributary.bench.Work;
import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.Contest;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.Stage;
import java.util.List;
import java.util.Optional;

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
        .run(
            tributary(stage, options, name(), "tributary", table),
            hashSums(stage, options, name(), "count(*), sum(hash)", table).stream().toList());
  }

  /** Ours, under a name, for other works that compare a table. */
  public static Contender tributary(
      Stage stage, Options options, String work, String name, ItemTable table) {
    return new ValidatorPasses(stage, name, table);
  }

  /** The sums, under a name; every server can make them. */
  public static Optional<Contender> hashSums(
      Stage stage, Options options, String work, String name, ItemTable table) {
    return Optional.of(new HashSums(stage, name, table));
  }
}
