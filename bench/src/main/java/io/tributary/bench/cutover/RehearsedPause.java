package io.tributary.bench.cutover;

/**
 * One change of sides, in milliseconds.
 *
 * @param millis from the last write that one side took to the first that the other took
 * @param predictedMillis the median that the rehearsal before it has predicted
 */
record RehearsedPause(double millis, double predictedMillis) {

  /** How many times as long the prediction is. */
  double ratio() {
    return predictedMillis / millis;
  }
}
