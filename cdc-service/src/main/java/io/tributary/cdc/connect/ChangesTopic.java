package io.tributary.cdc.connect;

import io.tributary.common.error.TributaryException;
import io.tributary.kafka.TopicReplicas;
import io.tributary.kafka.TopicSetup;
import io.tributary.kafka.WantedTopic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Creates and deletes the topics of a stream: one partition, no change ever expires. Blocking. */
final class ChangesTopic {
  private static final long TIMEOUT_SECONDS = 30;

  private final Map<String, Object> broker;
  private final TopicReplicas replicas;

  /**
   * Topics of a broker.
   *
   * @param broker properties of every client: its address, and what it asks for
   */
  ChangesTopic(Map<String, Object> broker, TopicReplicas replicas) {
    this.broker = Map.copyOf(broker);
    this.replicas = replicas;
  }

  /** Creates the topic, or sees to it that an existing one loses no change. */
  void create(String topic) {
    try (Admin admin = admin()) {
      new TopicSetup(admin, replicas)
          .ensure(WantedTopic.kept(topic, CommonConnectorSettings.MAX_RECORD_SIZE));
    } catch (KafkaException e) {
      throw failed("created", topic, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("created", topic, e);
    }
  }

  /** Deletes a topic if it exists. */
  void delete(String topic) {
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(topic)).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw failed("deleted", topic, e.getCause());
      }
    } catch (TimeoutException e) {
      throw failed("deleted", topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("deleted", topic, e);
    }
  }

  /** The commit position of the last whole transaction on a topic, 0 where it holds none. */
  long lastCommit(String topic) {
    try (ChangesTail tail = new ChangesTail(broker, topic)) {
      return tail.lastCommit();
    } catch (KafkaException e) {
      throw failed("read", topic, e.getCause() == null ? e : e.getCause());
    }
  }

  private Admin admin() {
    Map<String, Object> properties = new HashMap<>(broker);
    properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "tributary-capture");
    return Admin.create(properties);
  }

  private TributaryException failed(String what, String topic, @Nullable Throwable cause) {
    return new TributaryException(
        CaptureError.TOPIC,
        "Topic %s could not be %s at Kafka %s: %s It is tried again."
            .formatted(topic, what, broker.get("bootstrap.servers"), cause),
        Map.of("topic", topic),
        cause);
  }
}
