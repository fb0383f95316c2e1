package io.tributary.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.TributaryException;
import io.tributary.fixture.KafkaFixture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicSetupIT {
  private static final TopicReplicas ONE = new TopicReplicas((short) 1);

  private final Admin admin =
      Admin.create(Map.of("bootstrap.servers", KafkaFixture.bootstrapServers()));

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void aTopicThatTheBrokerMadeByItselfLosesNoState() throws Exception {
    // given: as with auto.create.topics.enable, which deletes after a week
    make(
        "setup.desired",
        1,
        Map.of(
            "cleanup.policy",
            "delete",
            "retention.ms",
            "604800000",
            "max.message.bytes",
            "1000000"));

    // when
    boolean made = new TopicSetup(admin, ONE).ensure(WantedTopic.state("setup.desired", 5_000_000));

    // then
    assertThat(made).isFalse();
    assertThat(settings("setup.desired"))
        .containsEntry("cleanup.policy", "compact")
        .containsEntry("retention.ms", "-1")
        .containsEntry("max.message.bytes", "5000000");
  }

  @Test
  void aTopicOfSeveralPartitionsIsRefusedByName() throws Exception {
    make("setup.parts", 3, Map.of());

    assertThatThrownBy(() -> new TopicSetup(admin, ONE).ensure(WantedTopic.state("setup.parts", 0)))
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining("setup.parts")
        .hasMessageContaining("3 partitions");
  }

  @Test
  void aTopicWithTooFewReplicasIsRefused() throws Exception {
    make("setup.replicas", 1, Map.of());

    assertThatThrownBy(
            () ->
                new TopicSetup(admin, new TopicReplicas((short) 3))
                    .ensure(WantedTopic.kept("setup.replicas", 0)))
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining("tributary.topic-replication-factor is 3");
  }

  @Test
  void moreReplicasThanBrokersAreRefusedByTheBroker() {
    assertThatThrownBy(
            () ->
                new TopicSetup(admin, new TopicReplicas((short) 2))
                    .ensure(WantedTopic.events("setup.too-many")))
        .isInstanceOf(KafkaException.class);
  }

  @Test
  void aLargerRecordSizeThanIsNeededStays() throws Exception {
    make("setup.large", 1, Map.of("max.message.bytes", "9000000"));

    new TopicSetup(admin, ONE).ensure(WantedTopic.kept("setup.large", 2_000_000));

    assertThat(settings("setup.large"))
        .containsEntry("max.message.bytes", "9000000")
        .containsEntry("retention.bytes", "-1");
  }

  @Test
  void confirmedRecordsOutliveTheLossOfOneOfThreeBrokers() {
    assertThat(new TopicReplicas((short) 3).minInSync()).isEqualTo(2);
    assertThat(ONE.minInSync()).isEqualTo(1);
  }

  private void make(String name, int partitions, Map<String, String> settings) throws Exception {
    admin
        .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
        .all()
        .get();
  }

  private Map<String, String> settings(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Map<String, String> settings = new HashMap<>();
    admin
        .describeConfigs(List.of(resource))
        .all()
        .get()
        .get(resource)
        .entries()
        .forEach(entry -> settings.put(entry.name(), entry.value()));
    return settings;
  }
}
