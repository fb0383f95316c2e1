package io.tributary.bench;

import java.util.List;

/** The spread of a figure over the rounds. */
public record Ratio(double median, double min, double max) {
  public static Ratio of(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    int half = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    return new Ratio(median, sorted.get(0), sorted.get(sorted.size() - 1));
  }
}
