package io.tributary.bench.result;

import java.util.List;

/** The spread of a figure over the rounds. */
public record RatioSpread(double median, double min, double max) {
  public static RatioSpread of(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    int half = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    return new RatioSpread(median, sorted.get(0), sorted.get(sorted.size() - 1));
  }
}
