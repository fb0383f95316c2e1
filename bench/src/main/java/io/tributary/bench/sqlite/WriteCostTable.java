package io.tributary.bench.sqlite;

import io.tributary.bench.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The table that is printed: medians of the ratios to the runs without capture. */
final class WriteCostTable {
  static final String HEAD =
      "| workload | without, µs a row | with empty triggers | with the capture | (min-max) | its"
          + " processor time | connector at work |\n|---|---|---|---|---|---|---|";

  private WriteCostTable() {}

  static String line(Workload workload, Map<Variation, List<Cost>> costs) {
    List<Cost> plain = costs.get(Variation.PLAIN);
    List<Cost> capture = costs.get(Variation.INSTALLED);
    Ratio installed = ratio(capture, plain, Cost::seconds);
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %.2f | %.2f-%.2f | %.2f | %.2f |",
        workload.name(),
        median(plain) / workload.rows() * 1e6,
        ratio(costs.get(Variation.EMPTY), plain, Cost::seconds).median(),
        installed.median(),
        installed.min(),
        installed.max(),
        ratio(capture, plain, Cost::processor).median(),
        ratio(costs.get(Variation.RUNNING), plain, Cost::seconds).median());
  }

  /** Round by round. */
  static Ratio ratio(List<Cost> ours, List<Cost> plain, ToDoubleFunction<Cost> figure) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      ratios.add(figure.applyAsDouble(ours.get(i)) / figure.applyAsDouble(plain.get(i)));
    }
    return Ratio.of(ratios);
  }

  /** In seconds. */
  static double median(List<Cost> costs) {
    return Ratio.of(costs.stream().map(Cost::seconds).toList()).median();
  }
}
