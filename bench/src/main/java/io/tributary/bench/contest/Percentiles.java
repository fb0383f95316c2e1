package io.tributary.bench.contest;

import java.util.Collection;
import java.util.List;

/** The percentiles of a list of numbers. */
public final class Percentiles {
  private final List<Double> sorted;

  private Percentiles(List<Double> sorted) {
    this.sorted = sorted;
  }

  /** Of at least one number. */
  public static Percentiles of(Collection<Double> numbers) {
    if (numbers.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to take percentiles of");
    }
    return new Percentiles(numbers.stream().sorted().toList());
  }

  /** The smallest number that this share (0 to 1) of all does not exceed. */
  public double at(double share) {
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.max(1, rank) - 1);
  }

  /** The largest. */
  public double max() {
    return sorted.get(sorted.size() - 1);
  }
}
