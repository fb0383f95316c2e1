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

/**
 * The write pauses of one migration with all the rows, which goes there and back again and again,
 * beside those of one with a tenth of them. Only the first change of sides comes behind a copy, so
 * a size can be measured whose copy takes minutes.
 */
public final class RoundsPause implements MeasuredWork {
  private static final int TENTH = 10;
  private static final int CHANGES_OF_ROUND = 2;

  @Override
  public String name() {
    return "rounds-pause";
  }

  @Override
  public List<BenchResult> run(BenchOptions options, BenchStage stage) throws Exception {
    List<RehearsedPause> small = measure(options, stage, new ItemTable(options.rows() / TENTH));
    List<RehearsedPause> large = measure(options, stage, new ItemTable(options.rows()));
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < large.size(); i++) {
      ratios.add(small.get(i).millis() / large.get(i).millis());
    }
    Percentiles ours = RehearsedPause.percentiles(large);
    Percentiles theirs = RehearsedPause.percentiles(small);
    return List.of(
        result(ratios, "ms p50", ours.at(0.5), theirs.at(0.5)),
        result(ratios, "ms p99", ours.at(0.99), theirs.at(0.99)));
  }

  private List<RehearsedPause> measure(BenchOptions options, BenchStage stage, ItemTable table)
      throws Exception {
    int rounds = Math.max(1, options.cutovers() / CHANGES_OF_ROUND);
    List<RehearsedPause> pauses =
        new MeasuredCutover(stage, table, true)
            .pauses(
                rounds,
                pause ->
                    options.say(
                        String.format("%s, %,d rows: %s", name(), table.rows(), pause.told())));
    options.say(name() + ", " + RehearsedPause.predictions(pauses));
    return pauses;
  }

  private BenchResult result(List<Double> ratios, String unit, double ours, double theirs) {
    return new BenchResult(
        name(), "a tenth of the rows", RatioSpread.of(ratios), ours, theirs, unit);
  }
}
