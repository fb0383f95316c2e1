package io.tributary.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
  private static final int FIFTY_MEGABYTES = 50 * 1024 * 1024;
  private static final TopicPartition TOPIC = new TopicPartition("large", 0);

  @TempDir Path directory;

  @Test
  void keepsALargeRowAcrossARestart() throws Exception {
    // given
    int port;
    try (EmbeddedBroker broker = new EmbeddedBroker(0, directory)) {
      port = broker.port();
      createTopic(broker);
      write(broker, new byte[FIFTY_MEGABYTES]);
    }

    // when
    try (EmbeddedBroker broker = new EmbeddedBroker(port, directory)) {

      // then
      assertThat(read(broker)).isEqualTo(FIFTY_MEGABYTES);
    }
  }

  @Test
  void namesThePortThatIsTaken() {
    try (EmbeddedBroker broker = new EmbeddedBroker(0, directory.resolve("one"))) {
      assertThatThrownBy(() -> new EmbeddedBroker(broker.port(), directory.resolve("two")))
          .isInstanceOf(BrokerStartException.class)
          .hasMessageContaining("Port " + broker.port());
    }
  }

  private static void createTopic(EmbeddedBroker broker) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC.topic(), 1, (short) 1))).all().get();
    }
  }

  private static void write(EmbeddedBroker broker, byte[] value) throws Exception {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", broker.bootstrapServers(),
            "max.request.size", 2 * FIFTY_MEGABYTES,
            "buffer.memory", 2 * FIFTY_MEGABYTES);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(TOPIC.topic(), value)).get();
    }
  }

  private static int read(EmbeddedBroker broker) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(TOPIC));
      ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(30));
      return records.records(TOPIC).get(0).value().length;
    }
  }
}
