package io.tributary.bench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The ratios as an SVG picture: a bar for each result from the line of equal figures to its median,
 * with a thin line from the least to the greatest, on a logarithmic scale. Pure.
 */
public final class RatioChart {
  private static final int LABELS = 380;
  private static final int PLOT = 480;
  private static final int FIGURES = 90;
  private static final int LINE = 24;
  private static final int TOP = 40;
  private static final double SMALLEST = 0.01;

  private final double low;
  private final double high;
  private final List<String> parts = new ArrayList<>();

  private RatioChart(List<BenchResult> results) {
    low = Math.min(0.5, results.stream().mapToDouble(r -> shown(r.ratio().min())).min().orElse(1));
    high = Math.max(2, results.stream().mapToDouble(r -> shown(r.ratio().max())).max().orElse(1));
  }

  /** A picture that explains itself. */
  public static String of(List<BenchResult> results) {
    RatioChart chart = new RatioChart(results);
    chart.parts.add(text(8, 20, "start", "Ours to theirs, by round: right of the line is more"));
    for (int i = 0; i < results.size(); i++) {
      chart.add(results.get(i), TOP + i * LINE);
    }
    int height = TOP + results.size() * LINE + 10;
    chart.parts.add(line(chart.x(1), TOP - 6, chart.x(1), height - 10, "#222", 1));
    int width = LABELS + PLOT + FIGURES;
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " font-family=\"sans-serif\" font-size=\"12\">%n"
                + "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>%n",
            width,
            height,
            width,
            height)
        + String.join("\n", chart.parts)
        + "\n</svg>\n";
  }

  private void add(BenchResult result, int y) {
    double median = x(shown(result.ratio().median()));
    double left = Math.min(x(1), median);
    String colour = result.ratio().median() >= 1 ? "#3a8f5c" : "#b5563c";
    String label = result.work() + " / " + result.peer() + " (" + result.unit() + ")";
    double middle = y + LINE / 2.0 - 2;
    parts.add(text(LABELS - 10, middle + 4, "end", label));
    parts.add(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
            left,
            y + 2,
            Math.abs(median - x(1)),
            LINE - 8,
            colour));
    double least = x(shown(result.ratio().min()));
    parts.add(line(least, middle, x(shown(result.ratio().max())), middle, "#555", 2));
    String figure = String.format(Locale.ROOT, "%.2f", result.ratio().median());
    parts.add(text(LABELS + PLOT + 10, middle + 4, "start", figure));
  }

  /** A ratio of nothing has no place on a logarithmic scale. */
  private static double shown(double ratio) {
    return Math.max(SMALLEST, ratio);
  }

  private double x(double ratio) {
    return LABELS + PLOT * Math.log(ratio / low) / Math.log(high / low);
  }

  private static String line(double x1, double y1, double x2, double y2, String colour, int width) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%d\"/>",
        x1,
        y1,
        x2,
        y2,
        colour,
        width);
  }

  private static String text(double x, double y, String anchor, String words) {
    String escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        x,
        y,
        anchor,
        escaped);
  }
}
