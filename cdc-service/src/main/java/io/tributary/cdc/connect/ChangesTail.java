package io.tributary.cdc.connect;

import io.tributary.common.change.ChangeDecoder;
import io.tributary.common.change.ChangeRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The last records of a changes topic to which nobody writes. Blocking; used by one thread. */
final class ChangesTail implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long FIRST_STEP = 64;
  private static final long WIDER = 8;

  private final TopicPartition partition;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final ChangeDecoder decoder = new ChangeDecoder();
  private final long begunNanos = System.nanoTime();

  ChangesTail(Map<String, Object> broker, String topic) {
    Map<String, Object> properties = new HashMap<>(broker);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "tributary-capture-tail");
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
    this.partition = new TopicPartition(topic, 0);
    this.consumer = new KafkaConsumer<>(properties);
    consumer.assign(List.of(partition));
  }

  /**
   * The commit position of the last transaction whose END is there, 0 where there is none. One that
   * is cut off at the end does not count: nobody applies it.
   */
  long lastCommit() {
    long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
    long behind = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    long step = FIRST_STEP;
    while (behind > first) {
      long from = Math.max(first, behind - step);
      long found = lastCommit(from, behind);
      if (found > 0) {
        return found;
      }
      behind = from;
      step *= WIDER;
    }
    return 0;
  }

  /** The furthest one of those with an END in this part. */
  private long lastCommit(long from, long behind) {
    long last = 0;
    consumer.seek(partition, from);
    while (consumer.position(partition) < behind) {
      if (System.nanoTime() - begunNanos > LIMIT.toNanos()) {
        throw new TimeoutException("its end was not read within " + LIMIT.toSeconds() + " s");
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < behind) {
          last = Math.max(last, lastCommit(record));
        }
      }
    }
    return last;
  }

  private long lastCommit(ConsumerRecord<byte[], byte[]> record) {
    long last = 0;
    for (ChangeRecord change :
        decoder.decode(record.offset(), record.value(), name -> header(record, name))) {
      if (change instanceof ChangeRecord.TransactionEnd ended) {
        last = Math.max(last, ended.commitLsn());
      }
    }
    return last;
  }

  private static byte @Nullable [] header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : header.value();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
