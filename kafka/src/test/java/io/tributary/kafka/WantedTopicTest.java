package io.tributary.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** On how many brokers a record has to be before it counts as written. */
class WantedTopicTest {
  private static final String IN_SYNC = "min.insync.replicas";
  private static final TopicReplicas THREE = new TopicReplicas((short) 3);
  private static final List<WantedTopic> EACH_KIND =
      List.of(
          WantedTopic.state("state", 1_000),
          WantedTopic.events("events"),
          WantedTopic.kept("kept", 1_000));

  @Test
  void isMadeWithAllReplicasButOneInSync() {
    for (WantedTopic wanted : EACH_KIND) {
      NewTopic made = wanted.toMake(THREE);
      assertThat(made.replicationFactor()).as(made.name()).isEqualTo((short) 3);
      assertThat(made.configs()).as(made.name()).containsEntry(IN_SYNC, "2");
      assertThat(wanted.toMake(new TopicReplicas((short) 1)).configs())
          .as(made.name())
          .containsEntry(IN_SYNC, "1");
    }
  }

  @Test
  void ofSomebodyElsesMakingIsToHaveAsMany() {
    for (WantedTopic wanted : EACH_KIND) {
      assertThat(wanted.toChange(Map.of(IN_SYNC, "1"), THREE))
          .as(wanted.name())
          .containsEntry(IN_SYNC, "2");
      assertThat(wanted.toChange(Map.of(), THREE)).as(wanted.name()).containsEntry(IN_SYNC, "2");
    }
  }

  @Test
  void keepsMoreThanAreNeeded() {
    for (WantedTopic wanted : EACH_KIND) {
      assertThat(wanted.toChange(Map.of(IN_SYNC, "3"), THREE))
          .as(wanted.name())
          .doesNotContainKey(IN_SYNC);
    }
  }
}
