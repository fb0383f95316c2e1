package io.tributary.validator.topic;

import io.smallrye.common.annotation.Identifier;
import io.tributary.common.topic.TopicNames;
import io.tributary.kafka.TopicReplicas;
import io.tributary.kafka.share.ShareClients;
import io.tributary.validator.changes.ChangeConsumers;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Kafka clients with the settings under {@code kafka.}; the callers close them. */
@ApplicationScoped
public class KafkaClients implements ChangeConsumers {
  private final Map<String, Object> broker;
  private final TopicNames topics;
  private final String instanceId;
  private final TopicReplicas replicas;
  private final int sessionMillis;

  KafkaClients(
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      @ConfigProperty(name = "tributary.topic-prefix", defaultValue = "tributary") String prefix,
      @ConfigProperty(name = "tributary.instance-id") String instanceId,
      @ConfigProperty(name = TopicReplicas.SETTING, defaultValue = "1") short replicas,
      @ConfigProperty(
              name = ShareClients.SESSION_SETTING,
              defaultValue = ShareClients.SESSION_DEFAULT)
          int sessionMillis) {
    this.broker = broker;
    this.topics = new TopicNames(prefix);
    this.instanceId = instanceId;
    this.replicas = new TopicReplicas(replicas);
    this.sessionMillis = sessionMillis;
  }

  /** The names of the topics. */
  public TopicNames topics() {
    return topics;
  }

  /** Of each topic that is made. */
  TopicReplicas replicas() {
    return replicas;
  }

  /** Asks for topics. */
  Admin admin() {
    return Admin.create(
        with(Map.of("default.api.timeout.ms", 10_000, "request.timeout.ms", 5_000)));
  }

  /** Shares sources among validators. */
  ShareClients shares() {
    return new ShareClients(
        broker, topics, topics.prefix() + "-validator", instanceId, sessionMillis);
  }

  @Override
  public Consumer<byte[], ByteBuffer> following() {
    return changes(ChangeConsumers.followingSettings());
  }

  @Override
  public Consumer<byte[], ByteBuffer> asking() {
    return changes(ChangeConsumers.askingSettings());
  }

  private Consumer<byte[], ByteBuffer> changes(Map<String, Object> settings) {
    return new KafkaConsumer<>(
        with(settings), new ByteArrayDeserializer(), new ByteBufferDeserializer());
  }

  /** Sends at once and waits for all replicas. */
  Producer<String, byte[]> producer() {
    return new KafkaProducer<>(
        with(
            Map.of(
                "acks",
                "all",
                "linger.ms",
                0,
                "enable.idempotence",
                true,
                // One record holds the verdicts of all tables of a source.
                "max.request.size",
                64 * 1024 * 1024,
                "compression.type",
                "gzip")),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private Map<String, Object> with(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(broker);
    all.remove("group.id");
    all.putAll(settings);
    return all;
  }
}
