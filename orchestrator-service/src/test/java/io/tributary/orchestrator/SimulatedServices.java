package io.tributary.orchestrator;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.StreamGoal;
import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.ObservedState;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.RehearsedSteps;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.topic.TopicNames;
import io.tributary.common.verdict.TableVerdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Plays cdc-service and validator-service: answers each desired state as they would. */
public final class SimulatedServices implements AutoCloseable {
  private final TopicNames topics;
  private final KafkaProducer<String, byte[]> producer;
  private final String broker;
  private final Thread thread = new Thread(this::run, "simulated services");
  private final Map<String, DesiredState> latest = new ConcurrentHashMap<>();

  /** Every desired state in the order of the topic. */
  public final List<DesiredState> desired = new CopyOnWriteArrayList<>();

  /** Goals that are not answered. */
  public final Set<MigrationGoal> deafTo = ConcurrentHashMap.newKeySet();

  /** What the validator finds while the migration replicates. */
  public volatile Verdict underLoad = Verdict.EQUAL;

  /** What the validator finds behind the fence. */
  public volatile Verdict verification = Verdict.EQUAL;

  /** What preflight finds. */
  public volatile PreflightCheck.Result preflight = PreflightCheck.Result.PASSED;

  /** By how much the services' clocks are ahead. */
  public volatile Duration ahead = Duration.ZERO;

  private volatile boolean running = true;

  /** Answers below a prefix. */
  public SimulatedServices(String broker, String prefix) {
    this.broker = broker;
    this.topics = new TopicNames(prefix);
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker), new StringSerializer(), new ByteArraySerializer());
    thread.start();
  }

  /** Reports the latest goals again, as services do each second. */
  public void report() {
    latest.values().forEach(this::answer);
  }

  /** Publishes one observation. */
  public void publish(ObservedState observed) {
    producer.send(new ProducerRecord<>(topics.observed(), observed.key(), Json.write(observed)));
  }

  /** The goals that were published for a migration, in order. */
  public List<MigrationGoal> goals(String migration) {
    return desired.stream()
        .filter(d -> d.migration().name().equals(migration))
        .map(DesiredState::goal)
        .toList();
  }

  private void run() {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker, "metadata.max.age.ms", "200"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topics.desired(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      Instant reportAt = Instant.now();
      while (running) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record -> {
                  if (record.value() == null) {
                    latest.remove(record.key());
                  } else {
                    DesiredState state = Json.read(record.value(), DesiredState.class);
                    desired.add(state);
                    latest.put(record.key(), state);
                    answer(state);
                  }
                });
        if (Instant.now().isAfter(reportAt)) {
          report();
          reportAt = Instant.now().plusMillis(500);
        }
      }
    }
  }

  private void answer(DesiredState state) {
    if (deafTo.contains(state.goal())) {
      return;
    }
    Instant now = Instant.now().plus(ahead);
    Sightings see = new Sightings(state.migration().name(), state.generation(), now);
    if (state.goal() == MigrationGoal.PREFLIGHT) {
      publish(see.preflight(preflight));
    } else if (state.goal() != MigrationGoal.IDLE) {
      for (String name : state.migration().streams()) {
        answer(StreamGoal.of(state, new StreamId(state.migration().name(), name)), name, see);
      }
    }
  }

  private void answer(DesiredState state, String name, Sightings see) {
    publish(observed(state, name, see));
    if (state.goal() == MigrationGoal.REPLICATE) {
      publish(see.validation(name, null, underLoad));
    } else if (state.goal() == MigrationGoal.REHEARSE) {
      publish(see.rehearsed(name, state.cutoverId()));
    } else if (state.goal() == MigrationGoal.VERIFY) {
      publish(see.validation(name, state.cutoverId(), verification));
    }
  }

  private static SourceObserved observed(DesiredState state, String name, Sightings see) {
    return switch (state.goal()) {
      case FENCE, VERIFY -> see.fenced(name, state.cutoverId(), true);
      case OPEN, SWITCHED -> see.source(name, SourcePhase.OPENED, true);
      case COMPLETE, ABORT -> see.source(name, SourcePhase.RETIRED, true);
      case PAUSE -> see.source(name, SourcePhase.PAUSED, true);
      case REHEARSE -> see.rehearsed(name, new RehearsedSteps(4, 5, 6));
      case IDLE, PREFLIGHT, REPLICATE, STAND_BY, WITHDRAW -> see.streaming(name);
    };
  }

  @Override
  public void close() throws InterruptedException {
    running = false;
    thread.join();
    producer.close(Duration.ofSeconds(2));
  }
}
