package io.tributary.orchestrator.topic;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.json.Json;
import io.tributary.common.json.RecordFormat;
import io.tributary.common.observed.ObservedState;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the desired and the observed topic from their beginning, on a thread of its own, and goes
 * on for ever. Every instance does, the active one and those that stand by. A record arrives as
 * soon as the broker has it: the poll's timeout is only how long it waits when there is none. While
 * no broker answers it tries again.
 */
public final class TopicReader implements Runnable, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final long RETRY_MILLIS = 1_000;
  private static final int MAX_FETCH_BYTES = 64 * 1024 * 1024;

  private final KafkaSettings settings;
  private final TopicListener listener;
  private final Thread thread;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean running = true;
  private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
  private volatile Instant lastPoll = Instant.EPOCH;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private boolean caughtUp;

  /** Reads for this listener once started. */
  public TopicReader(KafkaSettings settings, TopicListener listener) {
    this.settings = settings;
    this.listener = listener;
    this.thread = new Thread(this, "topics");
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  /** Whether the thread has polled lately. */
  public boolean alive(Instant now) {
    return Duration.between(lastPoll, now).compareTo(POLL.multipliedBy(10)) < 0;
  }

  @Override
  public void run() {
    while (running) {
      try {
        SharedTopics.ensure(settings);
        read();
      } catch (WakeupException e) {
        LOG.debug("woken to stop");
      } catch (RuntimeException e) {
        LOG.warnf("topics unreadable, trying again: %s", e.getMessage());
        pause();
      } catch (InterruptedException e) {
        running = false;
      }
    }
  }

  private void read() {
    Map<String, Object> properties = new HashMap<>(settings.client());
    properties.put("enable.auto.commit", "false");
    properties.put("fetch.max.bytes", MAX_FETCH_BYTES);
    properties.put("max.partition.fetch.bytes", MAX_FETCH_BYTES);
    List<TopicPartition> partitions =
        List.of(
            new TopicPartition(settings.topics().desired(), 0),
            new TopicPartition(settings.topics().observed(), 0));
    try (KafkaConsumer<String, byte[]> opened =
        new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer = opened;
      opened.assign(partitions);
      opened.seekToBeginning(partitions);
      next.forEach(opened::seek);
      follow(opened, opened.endOffsets(partitions));
    } finally {
      consumer = null;
    }
  }

  private void follow(KafkaConsumer<String, byte[]> opened, Map<TopicPartition, Long> ends) {
    try {
      while (running) {
        opened.poll(POLL).forEach(this::deliver);
        lastPoll = Instant.now();
        if (!caughtUp && ends.entrySet().stream().allMatch(e -> passed(opened, e))) {
          caughtUp = true;
          listener.caughtUp();
        }
      }
    } catch (InterruptException e) {
      // Told to stop. The mark is taken away, or the consumer would complain while it closes.
      Thread.interrupted();
      running = false;
    }
  }

  private static boolean passed(
      KafkaConsumer<String, byte[]> consumer, Map.Entry<TopicPartition, Long> end) {
    return consumer.position(end.getKey()) >= end.getValue();
  }

  private void deliver(ConsumerRecord<String, byte[]> record) {
    next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    try {
      if (record.topic().equals(settings.topics().desired())) {
        deliverDesired(record);
      } else {
        deliverObserved(record);
      }
    } catch (UncheckedIOException e) {
      LOG.errorf(
          "unreadable record topic=%s offset=%d key=%s: %s",
          record.topic(), record.offset(), record.key(), e.getMessage());
    }
  }

  private void deliverDesired(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      listener.deleted(record.key());
    } else {
      listener.desired(RecordFormat.read(record.value(), DesiredState.class));
    }
  }

  private void deliverObserved(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      listener.observationsDeleted(record.key().substring(0, record.key().indexOf('/')));
    } else {
      listener.observed(Json.read(record.value(), ObservedState.class));
    }
  }

  private void pause() {
    try {
      stopped.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      running = false;
    }
  }

  @Override
  public void close() {
    running = false;
    stopped.countDown();
    KafkaConsumer<String, byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
