package io.tributary.bench.growth;

import io.tributary.bench.Options;
import io.tributary.bench.Result;
import io.tributary.bench.Work;
import io.tributary.bench.contest.Contender;
import io.tributary.bench.contest.Contest;
import io.tributary.bench.copy.CopyPg;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The copy of eight times the rows beside four times, twice and once. */
public final class MoreRows implements Work {
  private static final int[] SMALLER = {1, 2, 4};
  private static final int LARGEST = 8;

  @Override
  public String name() {
    return "growth-rows";
  }

  @Override
  public List<Result> run(Options options, Stage stage) throws Exception {
    List<Contender> smaller = new ArrayList<>();
    for (int times : SMALLER) {
      smaller.add(copying(options, stage, times));
    }
    return new Contest(name(), options).run(copying(options, stage, LARGEST), smaller);
  }

  private Contender copying(Options options, Stage stage, int times) {
    ItemTable table = new ItemTable(options.rows() * times);
    String name = String.format(Locale.ROOT, "tributary, %,d rows", table.rows());
    return CopyPg.tributary(stage, options, name(), name, table);
  }
}
