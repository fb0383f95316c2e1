package io.tributary.kafka;

/**
 * How many brokers keep each of Tributary's topics, out of the one setting {@code
 * tributary.topic-replication-factor}.
 *
 * @param factor replicas, at least 1
 */
public record TopicReplicas(short factor) {
  /** The key of the setting. */
  public static final String SETTING = "tributary.topic-replication-factor";

  /** Refuses what no topic can have. */
  public TopicReplicas {
    if (factor < 1) {
      throw new IllegalArgumentException(SETTING + " is " + factor + "; at least 1 is needed.");
    }
  }

  /**
   * How many of them have a record before it counts as written: all but one, so that one broker may
   * be away and what was confirmed outlives the loss of one.
   */
  public int minInSync() {
    return Math.max(1, factor - 1);
  }
}
