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

/**
 * The write pause with all the rows beside that with a tenth of them, in turns, while an
 * application writes. Each cutover is one of a migration of its own.
 */
public final class CutoverPause implements MeasuredWork {
  private static final int TENTH = 10;

  @Override
  public String name() {
    return "cutover-pause";
  }

  @Override
  public List<BenchResult> run(BenchOptions options, BenchStage stage) throws Exception {
    List<Double> large = new ArrayList<>();
    List<Double> small = new ArrayList<>();
    for (int i = 1; i <= options.cutovers(); i++) {
      small.add(measure(options, stage, new ItemTable(options.rows() / TENTH), i));
      large.add(measure(options, stage, new ItemTable(options.rows()), i));
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < large.size(); i++) {
      ratios.add(small.get(i) / large.get(i));
    }
    Percentiles ours = Percentiles.of(large);
    Percentiles theirs = Percentiles.of(small);
    return List.of(
        result(ratios, "ms p50", ours.at(0.5), theirs.at(0.5)),
        result(ratios, "ms p99", ours.at(0.99), theirs.at(0.99)));
  }

  private double measure(BenchOptions options, BenchStage stage, ItemTable table, int number)
      throws Exception {
    double millis = new MeasuredCutover(stage, table, false).pausesMillis().get(0);
    options.say(
        String.format(
            Locale.ROOT,
            "%s, %d of %d, %,d rows: %,.1f ms",
            name(),
            number,
            options.cutovers(),
            table.rows(),
            millis));
    return millis;
  }

  private BenchResult result(List<Double> ratios, String unit, double ours, double theirs) {
    return new BenchResult(
        name(), "a tenth of the rows", RatioSpread.of(ratios), ours, theirs, unit);
  }
}
