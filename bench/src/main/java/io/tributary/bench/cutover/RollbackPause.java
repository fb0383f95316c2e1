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

/** The write pause of a rollback beside that of the cutover that it takes back. */
public final class RollbackPause implements MeasuredWork {
  @Override
  public String name() {
    return "rollback-pause";
  }

  @Override
  public List<BenchResult> run(BenchOptions options, BenchStage stage) throws Exception {
    List<Double> back = new ArrayList<>();
    List<Double> out = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    ItemTable table = new ItemTable(options.rows());
    for (int i = 1; i <= options.cutovers(); i++) {
      List<Double> pauses =
          new MeasuredCutover(stage, table, true)
              .pauses().stream().map(RehearsedPause::millis).toList();
      out.add(pauses.get(0));
      back.add(pauses.get(1));
      ratios.add(pauses.get(0) / pauses.get(1));
      options.say(
          String.format(
              Locale.ROOT,
              "%s, %d of %d: %,.1f ms out, %,.1f ms back",
              name(),
              i,
              options.cutovers(),
              pauses.get(0),
              pauses.get(1)));
    }
    Percentiles ours = Percentiles.of(back);
    Percentiles theirs = Percentiles.of(out);
    return List.of(
        result(ratios, "ms p50", ours.at(0.5), theirs.at(0.5)),
        result(ratios, "ms p99", ours.at(0.99), theirs.at(0.99)));
  }

  private BenchResult result(List<Double> ratios, String unit, double ours, double theirs) {
    return new BenchResult(name(), "its cutover", RatioSpread.of(ratios), ours, theirs, unit);
  }
}
