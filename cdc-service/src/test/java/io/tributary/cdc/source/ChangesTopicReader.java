package io.tributary.cdc.source;

import io.tributary.fixture.KafkaFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a changes topic from its beginning, as text. */
public final class ChangesTopicReader implements AutoCloseable {
  private final KafkaConsumer<String, String> consumer;
  private final List<String> values = new ArrayList<>();

  public ChangesTopicReader(String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", KafkaFixture.bootstrapServers(),
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false"),
            new StringDeserializer(),
            new StringDeserializer());
    List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** All values so far. */
  public List<String> values() {
    consumer
        .poll(Duration.ofMillis(200))
        .forEach(record -> values.add(String.valueOf(record.value())));
    return values;
  }

  public long count(String part) {
    return values().stream().filter(value -> value.contains(part)).count();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
