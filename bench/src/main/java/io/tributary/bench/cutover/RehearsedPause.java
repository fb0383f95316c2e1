package io.tributary.bench.cutover;

import io.tributary.bench.contest.Percentiles;
import java.util.List;
import java.util.Locale;

/**
 * One change of sides, in milliseconds.
 *
 * @param millis from the last write that one side took to the first that the other took
 * @param predictedMillis the median that the rehearsal before it has predicted
 * @param reportedMillis what the report of the change says of it
 */
record RehearsedPause(double millis, double predictedMillis, double reportedMillis) {
  private static final double GOAL = 0.3;

  /** Whether the prediction was off by at most 30 % of the truth. */
  boolean wellPredicted() {
    return Math.abs(predictedMillis - millis) <= GOAL * millis;
  }

  /** How many of them were predicted well, in words. */
  static String predictions(List<RehearsedPause> pauses) {
    return "predicted within %.0f %%: %d of %d"
        .formatted(
            GOAL * 100,
            pauses.stream().filter(RehearsedPause::wellPredicted).count(),
            pauses.size());
  }

  /** How they are spread. */
  static Percentiles percentiles(List<RehearsedPause> pauses) {
    return Percentiles.of(pauses.stream().map(RehearsedPause::millis).toList());
  }

  /** In words. */
  String told() {
    return String.format(
        Locale.ROOT,
        "%,.1f ms, predicted %,.0f, reported %,.0f",
        millis,
        predictedMillis,
        reportedMillis);
  }

  /** How many times as long the prediction is. */
  double ratio() {
    return predictedMillis / millis;
  }
}
