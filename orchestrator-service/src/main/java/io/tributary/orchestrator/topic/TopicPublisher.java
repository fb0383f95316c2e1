package io.tributary.orchestrator.topic;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.event.AuditEntry;
import io.tributary.common.event.CloudEvent;
import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.event.CutoverStep;
import io.tributary.common.json.Json;
import io.tributary.common.json.RecordFormat;
import io.tributary.common.plan.Migration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes desired state and cutover events. Records are sent at once and in order, acknowledged
 * by all replicas. Thread-safe.
 */
public final class TopicPublisher implements AutoCloseable {
  private static final String EVENT_SOURCE = "/tributary/orchestrator-service";
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final KafkaSettings settings;
  private final KafkaProducer<String, byte[]> producer;

  /** Opens a producer; no broker needs to answer yet. */
  public TopicPublisher(KafkaSettings settings) {
    this.settings = settings;
    Map<String, Object> properties = new HashMap<>(settings.client());
    properties.put("acks", "all");
    properties.put("linger.ms", "0");
    properties.put("enable.idempotence", "true");
    properties.put("max.block.ms", "5000");
    this.producer =
        new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * Publishes the desired state of a migration; the future fails when the broker does not take it.
   */
  public CompletableFuture<Void> desired(DesiredState desired) {
    return send(
        settings.topics().desired(), desired.migration().name(), RecordFormat.write(desired));
  }

  /** Publishes a step of a cutover. */
  public CompletableFuture<Void> cutoverStep(CutoverStep step, Instant at) {
    CloudEvent<CutoverStep> event =
        CloudEvent.of(
            UUID.randomUUID().toString(),
            EVENT_SOURCE,
            CloudEvent.CUTOVER_STEP,
            step.migration(),
            at,
            step);
    return send(settings.topics().cutover(), step.migration(), Json.write(event));
  }

  /** Publishes what a rehearsal has found. */
  public CompletableFuture<Void> rehearsal(CutoverRehearsal rehearsal, Instant at) {
    CloudEvent<CutoverRehearsal> event =
        CloudEvent.of(
            UUID.randomUUID().toString(),
            EVENT_SOURCE,
            CloudEvent.CUTOVER_REHEARSED,
            rehearsal.migration(),
            at,
            rehearsal);
    return send(settings.topics().cutover(), rehearsal.migration(), Json.write(event));
  }

  /** Publishes what was asked, or refused. */
  public CompletableFuture<Void> audit(AuditEntry entry, Instant at) {
    CloudEvent<AuditEntry> event =
        CloudEvent.of(
            UUID.randomUUID().toString(),
            EVENT_SOURCE,
            CloudEvent.AUDIT_ENTRY,
            entry.migration(),
            at,
            entry);
    return send(settings.topics().audit(), entry.migration(), Json.write(event));
  }

  /**
   * Removes a deleted migration from the topics that keep state; the future fails when the broker
   * does not take all of it.
   */
  public CompletableFuture<Void> forget(Migration migration) {
    String observed = settings.topics().observed();
    String name = migration.name();
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    sent.add(send(observed, name + "/preflight/-", null));
    for (String stream : migration.streams()) {
      sent.add(send(observed, name + "/source/" + stream, null));
      sent.add(send(observed, name + "/validation/" + stream, null));
    }
    sent.add(send(settings.topics().desired(), name, null));
    return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new));
  }

  /** Waits until the broker has everything that was sent. */
  public void flush() {
    producer.flush();
  }

  private CompletableFuture<Void> send(String topic, String key, byte @Nullable [] value) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    try {
      producer.send(
          new ProducerRecord<>(topic, key, value),
          (metadata, failure) -> {
            if (failure == null) {
              done.complete(null);
            } else {
              done.completeExceptionally(failure);
            }
          });
    } catch (RuntimeException e) {
      done.completeExceptionally(e);
    }
    return done;
  }

  @Override
  public void close() {
    producer.close(CLOSE_WITHIN);
  }
}
