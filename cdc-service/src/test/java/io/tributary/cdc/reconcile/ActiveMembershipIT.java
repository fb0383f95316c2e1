package io.tributary.cdc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import io.tributary.fixture.KafkaFixture;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(MembershipTestProfile.class)
class ActiveMembershipIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @Inject ActiveMembership membership;

  @ConfigProperty(name = "tributary.topic-prefix")
  String prefix;

  @BeforeEach
  void createTopic() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaFixture.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(prefix + ".desired", 1, (short) 1))).all().get();
    }
  }

  @Test
  void isProvenOnlyUntilAnotherInstanceHasTakenItsPlace() {
    // given
    Awaitility.await().atMost(LIMIT).until(membership::proven);

    // when: the same instance has been started elsewhere
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            KafkaFixture.bootstrapServers(),
            "group.id",
            prefix + "-cdc",
            "group.instance.id",
            "one",
            "enable.auto.commit",
            "false");
    try (KafkaConsumer<byte[], byte[]> successor =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      successor.subscribe(List.of(prefix + ".desired"));
      Awaitility.await()
          .atMost(LIMIT)
          .until(
              () -> {
                successor.poll(Duration.ofMillis(100));
                return !successor.assignment().isEmpty();
              });

      // then
      assertThat(membership.proven()).isFalse();
    }
  }

  /** Reads the topic as the service does, and does nothing. */
  @ApplicationScoped
  @Identifier("desired")
  static class IdleConsumer implements KafkaConsumerRebalanceListener {
    @Incoming("desired")
    void receive(ConsumerRecord<String, byte[]> record) {
      // Nothing is ordered.
    }
  }
}
