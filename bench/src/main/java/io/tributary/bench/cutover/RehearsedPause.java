package io.tributary.bench.cutover;

import java.util.List;

/**
 * One change of sides, in milliseconds.
 *
 * @param millis from the last write that one side took to the first that the other took
 * @param predictedMillis the median that the rehearsal before it has predicted
 */
record RehearsedPause(double millis, double predictedMillis) {
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

  /** How many times as long the prediction is. */
  double ratio() {
    return predictedMillis / millis;
  }
}
