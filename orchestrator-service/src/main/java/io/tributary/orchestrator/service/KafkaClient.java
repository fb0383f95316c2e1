package io.tributary.orchestrator.service;

import io.smallrye.common.annotation.Identifier;
import io.tributary.common.topic.TopicNames;
import io.tributary.orchestrator.topic.KafkaSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads how to reach the broker: everything below {@code kafka.} goes to the clients. */
@ApplicationScoped
final class KafkaClient {
  private final OrchestratorSettings config;
  private final Map<String, Object> properties;
  private final int port;

  KafkaClient(
      OrchestratorSettings config,
      @Identifier("default-kafka-broker") Map<String, Object> properties,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    this.config = config;
    this.properties = properties;
    this.port = port;
  }

  KafkaSettings settings() {
    return new KafkaSettings(
        new HashMap<>(properties),
        new TopicNames(config.topicPrefix()),
        config.topicReplicationFactor(),
        config.instanceId().orElseGet(this::ownName));
  }

  private String ownName() {
    try {
      return InetAddress.getLocalHost().getHostName() + "-" + port;
    } catch (UnknownHostException e) {
      return "localhost-" + port;
    }
  }
}
