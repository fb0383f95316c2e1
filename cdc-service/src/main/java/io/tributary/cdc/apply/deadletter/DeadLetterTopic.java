package io.tributary.cdc.apply.deadletter;

import io.smallrye.common.annotation.Identifier;
import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.common.topic.TopicNames;
import io.tributary.kafka.TopicReplicas;
import io.tributary.kafka.TopicSetup;
import io.tributary.kafka.WantedTopic;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Publishes dead letters, each at least once. The producer is created with the first one, because
 * most streams never have any. Thread-safe.
 */
@ApplicationScoped
public class DeadLetterTopic {
  private static final long SEND_LIMIT_SECONDS = 10;
  private static final int MOST_CHARACTERS = 200_000;
  private static final int KEY_CHARACTERS = 10_000;

  private final Map<String, Object> broker;
  private final TopicNames topics;
  private final TopicReplicas replicas;
  private final Set<String> created = ConcurrentHashMap.newKeySet();
  private @Nullable KafkaProducer<String, byte[]> producer;

  DeadLetterTopic(
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      @ConfigProperty(name = "tributary.topic-prefix", defaultValue = "tributary") String prefix,
      @ConfigProperty(name = TopicReplicas.SETTING, defaultValue = "1") short replicas) {
    this.broker = broker;
    this.replicas = new TopicReplicas(replicas);
    this.topics = new TopicNames(prefix);
  }

  /** One record of the topic; {@code change} and {@code cause} are JSON texts. */
  private record Letter(
      String table, String key, long offset, long position, String change, String cause) {}

  /**
   * Publishes, and returns when the broker has them.
   *
   * @throws TributaryException {@link ApplyError#TOPIC_UNREADABLE}, retryable
   */
  public void publish(StreamId stream, List<DeadLetter> letters) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try {
      create(topics.deadLetters(stream));
      for (DeadLetter letter : letters) {
        String key = shortened(letter.key().key());
        Letter value =
            new Letter(
                letter.key().table(),
                key,
                letter.offset(),
                letter.position(),
                published(letter.change()),
                letter.cause());
        sent.add(
            producer()
                .send(new ProducerRecord<>(topics.deadLetters(stream), key, Json.write(value))));
      }
      for (Future<RecordMetadata> record : sent) {
        record.get(SEND_LIMIT_SECONDS, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | TimeoutException | org.apache.kafka.common.KafkaException e) {
      throw unwritable(stream, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unwritable(stream, e);
    }
  }

  /** The topic tells; the target's table keeps, and has no limit of a record's size. */
  private static String published(String change) {
    return change.length() <= MOST_CHARACTERS
        ? change
        : Json.text(Map.of("omitted", "too large for a record; see tributary.dead_letter"));
  }

  /** Of a table without key the whole row is the key. */
  private static String shortened(String key) {
    return key.length() <= KEY_CHARACTERS ? key : key.substring(0, KEY_CHARACTERS) + "…";
  }

  /** One partition, so that letters stay in order; many brokers do not create topics themselves. */
  private void create(String topic) throws InterruptedException {
    if (!created.contains(topic)) {
      try (Admin admin = Admin.create(broker)) {
        new TopicSetup(admin, replicas).ensure(WantedTopic.kept(topic, 0));
      }
      created.add(topic);
    }
  }

  private synchronized KafkaProducer<String, byte[]> producer() {
    if (producer == null) {
      Map<String, Object> config = new HashMap<>(broker);
      config.put("acks", "all");
      config.put("max.block.ms", TimeUnit.SECONDS.toMillis(SEND_LIMIT_SECONDS));
      producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }
    return producer;
  }

  @PreDestroy
  synchronized void close() {
    if (producer != null) {
      producer.close(Duration.ofSeconds(SEND_LIMIT_SECONDS));
    }
  }

  private TributaryException unwritable(StreamId stream, Exception cause) {
    return new TributaryException(
        ApplyError.TOPIC_UNREADABLE,
        "Dead letters of "
            + stream
            + " cannot be written to "
            + topics.deadLetters(stream)
            + ": "
            + cause
            + ". It is tried again; check the broker, and create the topic if the service may not.",
        Map.of("source", stream.source()),
        cause);
  }
}
