package io.tributary.cdc.reconcile;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.annotations.Blocking;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the desired topic. Its one partition belongs to one instance at a time: that instance is
 * the active one and reads the topic from the beginning, the others stand by.
 */
@ApplicationScoped
@Identifier("desired")
public class DesiredConsumer implements KafkaConsumerRebalanceListener {
  private static final Logger LOG = Logger.getLogger(DesiredConsumer.class);

  /**
   * Compaction may have taken away the record that was the last: then the end is never seen, and
   * silence stands for it.
   */
  private static final long SILENCE_SECONDS = 5;

  private final DesiredMigrations migrations;
  private final DesiredRecords records;
  private final DesiredReplay replay = new DesiredReplay();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private @Nullable ScheduledFuture<?> silence;

  DesiredConsumer(DesiredMigrations migrations) {
    this.migrations = migrations;
    this.records = new DesiredRecords(migrations);
  }

  /** One change of a migration's desired state; a tombstone means that it was deleted. */
  @Incoming("desired")
  @Blocking
  public synchronized void receive(ConsumerRecord<String, byte[]> record) {
    replay.note(record.offset(), record.key(), record.value());
    awaitSilence();
    if (!replay.running()) {
      act();
    }
  }

  private synchronized void act() {
    records.carryOut(replay.release());
  }

  private void awaitSilence() {
    if (silence != null) {
      silence.cancel(false);
    }
    silence =
        replay.running() ? clock.schedule(this::act, SILENCE_SECONDS, TimeUnit.SECONDS) : null;
  }

  @Override
  public synchronized void onPartitionsAssigned(
      Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    consumer.seekToBeginning(partitions);
    if (!partitions.isEmpty()) {
      LOG.info("active: reading all desired state");
      replay.begin(
          consumer.endOffsets(partitions).values().stream()
              .mapToLong(Long::longValue)
              .max()
              .orElse(0));
    }
  }

  @Override
  public synchronized void onPartitionsRevoked(
      Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      LOG.info("standing by: another instance takes over");
      replay.begin(0);
      migrations.standDown();
    }
  }

  @PreDestroy
  void close() {
    clock.shutdownNow();
  }
}
