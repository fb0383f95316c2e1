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

/** The write pause of a rollback beside that of the cutover that it takes back. */
public final class RollbackPause implements MeasuredWork {
  @Override
  public String name() {
    return "rollback-pause";
  }

  @Override
  public List<BenchResult> run(BenchOptions options, BenchStage stage) throws Exception {
    List<RehearsedPause> back = new ArrayList<>();
    List<RehearsedPause> out = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    ItemTable table = new ItemTable(options.rows());
    for (int i = 1; i <= options.cutovers(); i++) {
      List<RehearsedPause> pauses = new MeasuredCutover(stage, table, true).pauses();
      out.add(pauses.get(0));
      back.add(pauses.get(1));
      ratios.add(pauses.get(0).millis() / pauses.get(1).millis());
      options.say(
          "%s, %d of %d: out %s; back %s"
              .formatted(
                  name(), i, options.cutovers(), pauses.get(0).told(), pauses.get(1).told()));
    }
    options.say(name() + ", " + RehearsedPause.predictions(back));
    Percentiles ours = RehearsedPause.percentiles(back);
    Percentiles theirs = RehearsedPause.percentiles(out);
    return List.of(
        result(ratios, "ms p50", ours.at(0.5), theirs.at(0.5)),
        result(ratios, "ms p99", ours.at(0.99), theirs.at(0.99)));
  }

  private BenchResult result(List<Double> ratios, String unit, double ours, double theirs) {
    return new BenchResult(name(), "its cutover", RatioSpread.of(ratios), ours, theirs, unit);
  }
}
