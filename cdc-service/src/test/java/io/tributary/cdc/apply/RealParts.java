package io.tributary.cdc.apply;

import java.util.Map;

/** Settings of the parts that a whole migration of a test is made of. */
final class RealParts {
  private RealParts() {}

  /** Short waits, and small chunks, so that small tables have several. */
  static Map<String, String> settings() {
    return Map.of(
        "tributary.capture.heartbeat-interval-millis", "300",
        "tributary.capture.definition-check-millis", "300",
        "tributary.copy.chunk-bytes", "65536",
        "tributary.copy.buffer-bytes", "4096",
        "tributary.copy.piece-bytes", "20000");
  }
}
