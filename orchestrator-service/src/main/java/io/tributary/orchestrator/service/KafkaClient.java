package io.tributary.orchestrator.service;

import io.smallrye.common.annotation.Identifier;
import io.tributary.common.topic.TopicNames;
import io.tributary.kafka.TopicReplicas;
import io.tributary.orchestrator.topic.KafkaSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** Reads how to reach the broker: everything below {@code kafka.} goes to the clients. */
@ApplicationScoped
final class KafkaClient {
  private final OrchestratorSettings config;
  private final Map<String, Object> properties;

  KafkaClient(
      OrchestratorSettings config,
      @Identifier("default-kafka-broker") Map<String, Object> properties) {
    this.config = config;
    this.properties = properties;
  }

  KafkaSettings settings() {
    return new KafkaSettings(
        new HashMap<>(properties),
        new TopicNames(config.topicPrefix()),
        new TopicReplicas(config.topicReplicationFactor()),
        config.instanceId());
  }
}
