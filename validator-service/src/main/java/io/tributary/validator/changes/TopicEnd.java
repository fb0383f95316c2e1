package io.tributary.validator.changes;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks the broker where a change topic ends, over a connection of its own, on which no fetch waits
 * for records. Used by one thread; {@link #abort} may come from any.
 */
final class TopicEnd implements AutoCloseable {
  /** Brokers and clients close a connection that nobody has used for some minutes. */
  private static final long UNUSED_NANOS = Duration.ofMinutes(1).toNanos();

  private final Consumer<byte[], ByteBuffer> consumer;
  private final TopicPartition topic;
  private long asked = System.nanoTime() - UNUSED_NANOS;

  /** Owns the consumer. */
  TopicEnd(Consumer<byte[], ByteBuffer> consumer, TopicPartition topic) {
    this.consumer = consumer;
    this.topic = topic;
  }

  /** The offset that the next record will have. */
  long offset() {
    long offset = consumer.endOffsets(List.of(topic)).getOrDefault(topic, 0L);
    asked = System.nanoTime();
    return offset;
  }

  /** Asks for nothing but that the connection stands when writers wait for the answer. */
  void keepConnected() {
    if (System.nanoTime() - asked >= UNUSED_NANOS) {
      offset();
    }
  }

  /** Makes the running question, or else the next one, fail. */
  void abort() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
