package io.tributary.access;

import io.smallrye.common.annotation.Identifier;
import io.tributary.common.event.AuditEntry;
import io.tributary.common.event.CloudEvent;
import io.tributary.common.json.Json;
import io.tributary.common.topic.TopicNames;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the audit topic, for every service alike, which requests were refused because of who
 * sent them and which were answered with rows. They are entries of no migration's history, because
 * anybody can make as many as they like. One that the broker does not take is logged.
 */
@ApplicationScoped
public class AuditTopic {
  private static final Logger LOG = Logger.getLogger(AuditTopic.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final Map<String, Object> broker;
  private final TopicNames topics;
  private final String source;
  private @Nullable Producer<String, byte[]> producer;

  AuditTopic(
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      @ConfigProperty(name = "tributary.topic-prefix", defaultValue = "tributary") String prefix,
      @ConfigProperty(name = "quarkus.application.name") String service) {
    this.broker = broker;
    this.topics = new TopicNames(prefix);
    this.source = "/" + service.replaceFirst("-", "/");
  }

  void write(@ObservesAsync AuditedRequest audited) {
    AuditEntry entry = audited.entry();
    CloudEvent<AuditEntry> event =
        CloudEvent.of(
            UUID.randomUUID().toString(),
            source,
            CloudEvent.AUDIT_ENTRY,
            entry.migration(),
            audited.at(),
            entry);
    try {
      opened()
          .send(
              new ProducerRecord<>(topics.audit(), entry.migration(), Json.write(event)),
              (sent, failure) -> untold(failure));
    } catch (RuntimeException e) {
      untold(e);
    }
  }

  private static void untold(@Nullable Exception failure) {
    if (failure != null) {
      LOG.errorf("request not on the audit topic: %s", failure.getMessage());
    }
  }

  /** Opened by the first request; some services see none. */
  private synchronized Producer<String, byte[]> opened() {
    if (producer == null) {
      Map<String, Object> settings = new HashMap<>(broker);
      settings.remove("group.id");
      settings.putAll(Map.of("acks", "all", "linger.ms", 0, "max.block.ms", 5_000));
      producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }
    return producer;
  }

  @PreDestroy
  synchronized void close() {
    if (producer != null) {
      producer.close(CLOSE_WITHIN);
    }
  }
}
