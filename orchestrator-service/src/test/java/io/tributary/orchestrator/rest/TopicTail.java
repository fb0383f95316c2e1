package io.tributary.orchestrator.rest;

import io.tributary.fixture.KafkaFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything that one partition of a topic has held since its beginning. */
final class TopicTail implements AutoCloseable {
  private final List<String> texts = new ArrayList<>();
  private final KafkaConsumer<byte[], byte[]> consumer;

  TopicTail(String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", KafkaFixture.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** The values up to now, oldest first. */
  List<String> texts() {
    consumer
        .poll(Duration.ofSeconds(1))
        .forEach(record -> texts.add(new String(record.value(), StandardCharsets.UTF_8)));
    return texts;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
