package io.tributary.bench.sqlite;

import io.tributary.bench.result.RatioSpread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The table that is printed: medians of the ratios to the runs without capture. */
final class WriteCostTable {
  static final String HEAD =
      "| workload | without, µs a row | with empty triggers | with the capture | (min-max) | its"
          + " processor time | connector at work |\n|---|---|---|---|---|---|---|";

  private WriteCostTable() {}

  static String line(SqliteWorkload workload, VariationCosts costs) {
    List<ScriptCost> plain = costs.of(CaptureVariation.PLAIN);
    List<ScriptCost> capture = costs.of(CaptureVariation.INSTALLED);
    RatioSpread installed = ratio(capture, plain, ScriptCost::seconds);
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %.2f | %.2f-%.2f | %.2f | %.2f |",
        workload.name(),
        median(plain) / workload.rows() * 1e6,
        ratio(costs.of(CaptureVariation.EMPTY), plain, ScriptCost::seconds).median(),
        installed.median(),
        installed.min(),
        installed.max(),
        ratio(capture, plain, ScriptCost::processor).median(),
        ratio(costs.of(CaptureVariation.RUNNING), plain, ScriptCost::seconds).median());
  }

  /** Round by round. */
  static RatioSpread ratio(
      List<ScriptCost> ours, List<ScriptCost> plain, ToDoubleFunction<ScriptCost> figure) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      ratios.add(figure.applyAsDouble(ours.get(i)) / figure.applyAsDouble(plain.get(i)));
    }
    return RatioSpread.of(ratios);
  }

  /** In seconds. */
  static double median(List<ScriptCost> costs) {
    return RatioSpread.of(costs.stream().map(ScriptCost::seconds).toList()).median();
  }
}
