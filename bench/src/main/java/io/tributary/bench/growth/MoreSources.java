package io.tributary.bench.growth;

import io.tributary.bench.contest.Contest;
import io.tributary.bench.contest.MeasuredWork;
import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.result.BenchResult;
import io.tributary.bench.stage.BenchStage;
import java.util.List;

/** Measures how long the same number of rows takes from one, four and sixteen databases. */
public final class MoreSources implements MeasuredWork {
  @Override
  public String name() {
    return "growth-sources";
  }

  @Override
  public List<BenchResult> run(BenchOptions options, BenchStage stage) throws Exception {
    int rows = options.rows();
    return new Contest(name(), options)
        .run(
            new ManySources(stage, 16, rows),
            List.of(new ManySources(stage, 4, rows), new ManySources(stage, 1, rows)));
  }
}
