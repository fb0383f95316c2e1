package io.tributary.cdc.trim;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.fixture.KafkaFixture;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change topic of ten records, one each minute, on a real broker. */
class ChangesTrimIT {
  private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = BEGUN.plusSeconds(3600);

  private final String topic = "trim." + UUID.randomUUID();
  private final String group = "compared." + topic;
  private final TopicPartition partition = new TopicPartition(topic, 0);
  private Admin admin;

  @BeforeEach
  void write() throws Exception {
    Map<String, Object> broker = Map.of("bootstrap.servers", KafkaFixture.bootstrapServers());
    admin = Admin.create(broker);
    NewTopic changes = new NewTopic(topic, 1, (short) 1).configs(Map.of("retention.ms", "-1"));
    admin.createTopics(List.of(changes)).all().get();
    try (Producer<String, String> producer =
        new KafkaProducer<>(broker, new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < 10; i++) {
        long at = BEGUN.plusSeconds(60L * i).toEpochMilli();
        producer.send(new ProducerRecord<>(topic, 0, at, "key", "change " + i)).get();
      }
    }
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void cutsBelowWhatIsAppliedAndCompared() throws Exception {
    // given
    compared(6);
    // when
    OptionalLong begins = trim(8, LATER);
    // then
    assertThat(begins).hasValue(6);
    assertThat(beginning()).isEqualTo(6);
    assertThat(trim(8, LATER)).as("there is nothing more to cut").isEmpty();
  }

  @Test
  void keepsRecordsThatAreYoung() throws Exception {
    // given
    compared(9);
    // when
    trim(9, BEGUN.plusSeconds(170));
    // then
    assertThat(beginning()).isEqualTo(3);
  }

  @Test
  void keepsEverythingWhileTheValidatorHasComparedNothing() throws Exception {
    assertThat(trim(9, LATER)).isEmpty();
    assertThat(beginning()).isZero();
  }

  private OptionalLong trim(long applied, Instant youngest) {
    return new ChangesTrim(admin, topic, group).trim(applied, youngest);
  }

  private void compared(long upTo) throws Exception {
    admin
        .alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(upTo)))
        .all()
        .get();
  }

  private long beginning() throws Exception {
    return admin
        .listOffsets(Map.of(partition, OffsetSpec.earliest()))
        .partitionResult(partition)
        .get()
        .offset();
  }
}
