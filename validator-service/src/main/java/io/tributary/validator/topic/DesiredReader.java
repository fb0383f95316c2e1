package io.tributary.validator.topic;

import io.quarkus.runtime.StartupEvent;
import io.tributary.validator.watch.MigrationWatches;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the desired topic on a thread of its own. The instance that is given its one partition is
 * the active validator: it reads all desired state first and then acts on the latest of each
 * migration.
 */
@ApplicationScoped
public class DesiredReader implements ConsumerRebalanceListener {
  private static final Logger LOG = Logger.getLogger(DesiredReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long CLOSE_LIMIT_MILLIS = 5_000;

  private final KafkaClients clients;
  private final MigrationWatches watches;
  private final UnreadOrders unread = new UnreadOrders();
  private volatile @Nullable Consumer<String, byte[]> consumer;
  private volatile boolean closed;
  private @Nullable Thread thread;
  private long replayUntil;

  DesiredReader(KafkaClients clients, MigrationWatches watches) {
    this.clients = clients;
    this.watches = watches;
  }

  void start(@Observes StartupEvent event) {
    Thread reader = new Thread(this::run, "desired-reader");
    reader.setDaemon(true);
    reader.start();
    thread = reader;
  }

  private void run() {
    while (!closed) {
      try (Admin admin = clients.admin();
          Consumer<String, byte[]> reading = clients.desired()) {
        consumer = reading;
        ValidatorTopics.ensure(admin, clients.topics(), clients.replicas());
        reading.subscribe(List.of(clients.topics().desired()), this);
        while (!closed) {
          reading.poll(POLL).forEach(this::note);
          actWhenReplayed(reading);
        }
      } catch (WakeupException e) {
        LOG.debug("desired reader ends");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.warnf(e, "desired topic not readable, trying again cause=%s", e.getMessage());
        watches.standDown();
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      }
    }
  }

  private void note(ConsumerRecord<String, byte[]> record) {
    unread.note(record.key(), record.value());
  }

  private void actWhenReplayed(Consumer<String, byte[]> reading) {
    boolean replayed =
        reading.assignment().stream().allMatch(p -> reading.position(p) >= replayUntil);
    if (replayed && !unread.isEmpty()) {
      unread.carryOut(watches::desire, watches::forget);
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    Consumer<String, byte[]> reading = consumer;
    if (reading != null && !partitions.isEmpty()) {
      LOG.info("active: reading all desired state");
      reading.seekToBeginning(partitions);
      replayUntil =
          reading.endOffsets(partitions).values().stream()
              .mapToLong(Long::longValue)
              .max()
              .orElse(0);
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      LOG.info("standing by: another instance takes over");
      unread.clear();
      watches.standDown();
    }
  }

  @PreDestroy
  void close() throws InterruptedException {
    closed = true;
    if (consumer != null) {
      consumer.wakeup();
    }
    if (thread != null) {
      thread.join(CLOSE_LIMIT_MILLIS);
    }
    watches.standDown();
  }
}
