package io.tributary.local.stack;

import io.tributary.common.topic.TopicNames;

/** The topics of the services, as these find their prefix in the environment that they share. */
public final class StackTopics {
  private static final String DEFAULT = "tributary";

  private StackTopics() {}

  /** Below {@code TRIBUTARY_TOPIC_PREFIX}, {@code tributary} if it is unset. */
  public static TopicNames names() {
    String prefix = System.getenv("TRIBUTARY_TOPIC_PREFIX");
    return new TopicNames(prefix == null || prefix.isBlank() ? DEFAULT : prefix);
  }
}
