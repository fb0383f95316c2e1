package io.tributary.orchestrator.topic;

import io.tributary.common.topic.TopicNames;
import io.tributary.kafka.TopicReplicas;
import java.util.Map;

/**
 * How to reach the broker.
 *
 * @param client properties for every client: bootstrap servers, and security where it is configured
 * @param topics the names below the prefix
 * @param replicas of topics that are created
 * @param instanceId name of this instance in its consumer group, kept across restarts, so that a
 *     restarted instance goes on at once
 */
public record KafkaSettings(
    Map<String, Object> client, TopicNames topics, TopicReplicas replicas, String instanceId) {

  public KafkaSettings {
    client = Map.copyOf(client);
  }

  /** The consumer group in which exactly one member is active. */
  String group() {
    return topics.prefix() + "-orchestrator";
  }
}
