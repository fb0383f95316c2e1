package io.tributary.bench.cutover;

import io.tributary.bench.contest.MeasuredWork;
import io.tributary.bench.contest.Percentiles;
import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.result.BenchResult;
import io.tributary.bench.result.RatioSpread;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.ItemTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The write pause with all the rows beside that with a tenth of them, in turns, while an
 * application writes. Each cutover is one of a migration of its own, rehearsed before: what that
 * predicted stands beside what was.
 */
public final class CutoverPause implements MeasuredWork {
  private static final int TENTH = 10;
  private static final String TENTH_OF_ROWS = "a tenth of the rows";

  @Override
  public String name() {
    return "cutover-pause";
  }

  @Override
  public List<BenchResult> run(BenchOptions options, BenchStage stage) throws Exception {
    List<RehearsedPause> large = new ArrayList<>();
    List<RehearsedPause> small = new ArrayList<>();
    for (int i = 1; i <= options.cutovers(); i++) {
      small.add(measure(options, stage, new ItemTable(options.rows() / TENTH), i));
      large.add(measure(options, stage, new ItemTable(options.rows()), i));
    }
    List<RehearsedPause> all = Stream.concat(small.stream(), large.stream()).toList();
    options.say(name() + ", " + RehearsedPause.predictions(all));
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < large.size(); i++) {
      ratios.add(small.get(i).millis() / large.get(i).millis());
    }
    Percentiles ours = RehearsedPause.percentiles(large);
    Percentiles theirs = RehearsedPause.percentiles(small);
    return List.of(
        result(TENTH_OF_ROWS, ratios, "ms p50", ours.at(0.5), theirs.at(0.5)),
        result(TENTH_OF_ROWS, ratios, "ms p99", ours.at(0.99), theirs.at(0.99)),
        result(
            "what the rehearsal predicted",
            large.stream().map(RehearsedPause::ratio).toList(),
            "ms p50",
            ours.at(0.5),
            Percentiles.of(large.stream().map(RehearsedPause::predictedMillis).toList()).at(0.5)));
  }

  private RehearsedPause measure(
      BenchOptions options, BenchStage stage, ItemTable table, int number) throws Exception {
    RehearsedPause pause = new MeasuredCutover(stage, table, false).pauses().get(0);
    options.say(
        String.format(
            Locale.ROOT,
            "%s, %d of %d, %,d rows: %s",
            name(),
            number,
            options.cutovers(),
            table.rows(),
            pause.told()));
    return pause;
  }

  private BenchResult result(
      String peer, List<Double> ratios, String unit, double ours, double theirs) {
    return new BenchResult(name(), peer, RatioSpread.of(ratios), ours, theirs, unit);
  }
}
