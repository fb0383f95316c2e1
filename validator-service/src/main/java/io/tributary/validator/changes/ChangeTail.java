package io.tributary.validator.changes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Reads a change topic from one offset on and notes which keys it touches, until closed. One thread
 * runs it; the others ask how far it is. It belongs to no consumer group and commits nothing.
 */
public final class ChangeTail implements Runnable, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ChangeTail.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final Consumer<byte[], ByteBuffer> consumer;
  private final TopicPartition topic;
  private final TopicEnd topicEnd;
  private final DirtyTables dirty;
  private volatile long next;
  private volatile long end;
  private volatile boolean endAsked;
  private volatile boolean closed;

  /** Starts behind what is noted once run. */
  public ChangeTail(ChangeConsumers consumers, String topic, DirtyTables dirty) {
    this.consumer = consumers.following();
    this.topic = new TopicPartition(topic, 0);
    this.topicEnd = new TopicEnd(consumers.asking(), this.topic);
    this.next = dirty.noted() + 1;
    this.dirty = dirty;
  }

  @Override
  public void run() {
    try (consumer;
        topicEnd) {
      consumer.assign(List.of(topic));
      consumer.seek(topic, next);
      while (!closed && !dirty.ended()) {
        pollOnce();
      }
    } catch (RuntimeException e) {
      LOG.errorf(e, "tail failed, every table counts as changed topic=%s", topic.topic());
    } finally {
      // A thread that waits for records must not wait for ever when they are not read any more.
      dirty.end();
    }
  }

  private void pollOnce() {
    try {
      if (endAsked) {
        findEnd();
      }
      topicEnd.keepConnected();
      read();
    } catch (WakeupException e) {
      LOG.debugf("tail woken topic=%s closed=%s", topic.topic(), closed);
    } catch (KafkaException e) {
      LOG.warnf("tail waits topic=%s cause=%s", topic.topic(), e.getMessage());
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /** A topic that ends before the place that was applied is another one. */
  private void findEnd() {
    end = topicEnd.offset();
    if (end < next) {
      LOG.warnf("records gone topic=%s next=%d end=%d", topic.topic(), next, end);
      dirty.end();
    }
    endAsked = false;
  }

  private void read() {
    try {
      for (ConsumerRecord<byte[], ByteBuffer> record : consumer.poll(POLL)) {
        note(record);
      }
      next = consumer.position(topic);
    } catch (OffsetOutOfRangeException e) {
      skip(consumer.beginningOffsets(List.of(topic)).getOrDefault(topic, 0L));
    }
  }

  /** Goes on where the topic begins now; one that ends before its place is another topic. */
  private void skip(long beginning) {
    LOG.warnf(
        "records gone, every table counts as changed topic=%s from=%d to=%d",
        topic.topic(), next, beginning);
    if (beginning < next) {
      dirty.end();
      return;
    }
    dirty.lost(beginning - 1);
    consumer.seek(topic, beginning);
  }

  private void note(ConsumerRecord<byte[], ByteBuffer> record) {
    dirty.pace().awaitTurn(record.offset());
    try {
      ChangeReader.read(record.key(), record.value())
          .forEach(touched -> dirty.changed(touched, record.offset()));
    } catch (IOException e) {
      LOG.warnf("record is no JSON topic=%s offset=%d", topic.topic(), record.offset());
      dirty.lost(record.offset());
    }
    dirty.noted(record.offset());
    next = record.offset() + 1;
  }

  /**
   * Returns once every record that the topic holds now is noted, or every table counts as changed.
   * That is more than what is applied: of a record that is applied in part, the checkpoint names
   * the one before. To be called by one thread only.
   *
   * @param applied the last record that is surely there
   * @throws CancellationException when stopped
   */
  public void awaitEnd(long applied, BooleanSupplier stopped) {
    endAsked = true;
    consumer.wakeup();
    while ((endAsked || next < end || next <= applied) && dirty.anyKnown()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      if (stopped.getAsBoolean()) {
        throw new CancellationException("the verification was stopped");
      }
    }
  }

  /** Whether a record is noted, or will never be. */
  public boolean passed(long offset) {
    return next > offset || dirty.ended();
  }

  @Override
  public void close() {
    closed = true;
    dirty.pace().free();
    consumer.wakeup();
    topicEnd.abort();
  }
}
