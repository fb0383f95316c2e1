package io.tributary.validator.changes;

import io.tributary.common.model.TableName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks up in a change topic which rows of a table some records touched. Connects at the first
 * question; belongs to no consumer group and commits nothing. Used by one thread; {@link #abort}
 * may come from any.
 */
public final class ChangeLookup implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ChangeLookup.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long LIMIT_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int MOST_KEYS = 20_000;

  private final Supplier<Consumer<byte[], ByteBuffer>> consumers;
  private final TopicPartition topic;
  private volatile @Nullable Consumer<byte[], ByteBuffer> consumer;
  private volatile boolean aborted;

  /** Looks records of that topic up. */
  public ChangeLookup(Supplier<Consumer<byte[], ByteBuffer>> consumers, String topic) {
    this.consumers = consumers;
    this.topic = new TopicPartition(topic, 0);
  }

  /**
   * The rows of a table that the records between two offsets touched. When the topic does not say
   * (its records are gone, it is another one, the broker does not answer within ten seconds), any
   * row may be one.
   *
   * @param names which tables of the topic are meant
   * @param after the last offset that is not looked at
   * @param upTo the last one that is; when there is none as yet, those before it are
   */
  public ChangedRows between(Predicate<TableName> names, long after, long upTo) {
    try {
      return read(names, after, upTo);
    } catch (KafkaException | IOException e) {
      LOG.warnf(
          "records not read, any row may have changed topic=%s after=%d upTo=%d cause=%s",
          topic.topic(), after, upTo, e.getMessage());
      return new ChangedRows(true, Set.of());
    }
  }

  private ChangedRows read(Predicate<TableName> names, long after, long upTo) throws IOException {
    Consumer<byte[], ByteBuffer> open = open();
    long end = Math.min(upTo + 1, open.endOffsets(List.of(topic)).getOrDefault(topic, after + 1));
    if (end < after + 1) {
      return new ChangedRows(true, Set.of());
    }
    open.seek(topic, after + 1);
    long began = System.nanoTime();
    Set<Map<String, String>> keys = new HashSet<>();
    boolean beyond = false;
    while (!beyond && open.position(topic) < end) {
      for (ConsumerRecord<byte[], ByteBuffer> record : open.poll(POLL)) {
        if (record.offset() < end) {
          for (TouchedRow touched : ChangeReader.read(record.key(), record.value())) {
            if (names.test(touched.table())) {
              keys.add(touched.key());
            }
          }
        }
      }
      beyond =
          keys.contains(Map.of())
              || keys.size() > MOST_KEYS
              || aborted
              || System.nanoTime() - began > LIMIT_NANOS;
    }
    return new ChangedRows(beyond, beyond ? Set.of() : keys);
  }

  private Consumer<byte[], ByteBuffer> open() {
    Consumer<byte[], ByteBuffer> open = consumer;
    if (open == null) {
      open = consumers.get();
      open.assign(List.of(topic));
      consumer = open;
    }
    return open;
  }

  /** Makes the running question end, with any answer. */
  public void abort() {
    aborted = true;
    Consumer<byte[], ByteBuffer> open = consumer;
    if (open != null) {
      open.wakeup();
    }
  }

  @Override
  public void close() {
    Consumer<byte[], ByteBuffer> open = consumer;
    consumer = null;
    if (open != null) {
      open.close();
    }
  }
}
