package io.tributary.cdc.connect;

import io.tributary.common.error.TributaryException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Creates and deletes changes topics: one partition, nothing ever expires. Blocking. */
final class ChangesTopic {
  private static final long TIMEOUT_SECONDS = 30;
  private static final Map<String, String> SETTINGS =
      Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.CLEANUP_POLICY_DELETE,
          TopicConfig.RETENTION_MS_CONFIG,
          "-1",
          TopicConfig.RETENTION_BYTES_CONFIG,
          "-1",
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
          CommonConnectorSettings.MAX_RECORD_BYTES);

  private final String bootstrapServers;
  private final short replicationFactor;

  ChangesTopic(String bootstrapServers, short replicationFactor) {
    this.bootstrapServers = bootstrapServers;
    this.replicationFactor = replicationFactor;
  }

  /** Creates the topic unless it exists. */
  void create(String topic) {
    NewTopic wanted =
        new NewTopic(topic, Optional.of(1), Optional.of(replicationFactor)).configs(SETTINGS);
    try (Admin admin = admin()) {
      await(
          "created", topic, admin.createTopics(List.of(wanted)).all(), TopicExistsException.class);
    }
  }

  /** Deletes the topic if it exists. */
  void delete(String topic) {
    try (Admin admin = admin()) {
      KafkaFuture<Void> deleted = admin.deleteTopics(List.of(topic)).all();
      await("deleted", topic, deleted, UnknownTopicOrPartitionException.class);
    }
  }

  private Admin admin() {
    Properties properties = new Properties();
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "tributary-capture");
    return Admin.create(properties);
  }

  private void await(
      String what, String topic, KafkaFuture<Void> outcome, Class<? extends Exception> alreadySo) {
    try {
      outcome.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!alreadySo.isInstance(e.getCause())) {
        throw failed(what, topic, e.getCause());
      }
    } catch (TimeoutException e) {
      throw failed(what, topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(what, topic, e);
    }
  }

  private TributaryException failed(String what, String topic, @Nullable Throwable cause) {
    return new TributaryException(
        CaptureError.TOPIC,
        "Topic %s could not be %s at Kafka %s: %s It is tried again."
            .formatted(topic, what, bootstrapServers, cause),
        Map.of("topic", topic),
        cause);
  }
}
