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

/**
 * The copy of eight times the rows beside four times, twice and once, and beside pgcopydb's of as
 * many.
 */
public final class MoreRows implements Work {
  private static final int[] SMALLER = {1, 2, 4};
  private static final int LARGEST = 8;

  @Override
  public String name() {
    return "growth-rows";
  }

  @Override
  public List<Result> run(Options options, Stage stage) throws Exception {
    List<Contender> others = new ArrayList<>();
    for (int times : SMALLER) {
      others.add(copying(options, stage, times));
    }
    ItemTable largest = new ItemTable(options.rows() * LARGEST);
    CopyPg.pgcopydb(stage, options, name(), named("pgcopydb", largest), largest)
        .ifPresent(others::add);
    return new Contest(name(), options).run(copying(options, stage, LARGEST), others);
  }

  private Contender copying(Options options, Stage stage, int times) {
    ItemTable table = new ItemTable(options.rows() * times);
    return CopyPg.tributary(stage, options, name(), named("tributary", table), table);
  }

  private static String named(String program, ItemTable table) {
    return String.format(Locale.ROOT, "%s, %,d rows", program, table.rows());
  }
}
