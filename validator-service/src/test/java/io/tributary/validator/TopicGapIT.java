package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.topic.TopicNames;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Scope;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.fixture.KafkaFixture;
import io.tributary.validator.config.ValidatorLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Changes that the validator could not read count as changes of every row. */
class TopicGapIT {
  /** A table of so many rows is otherwise read by its changed keys only. */
  private static final ValidatorLimits LIMITS =
      new ValidatorLimits(12, 100_000, 50, 100, 1_000, 1_000_000, 20, 1 << 20, 1_000_000);

  private static final Map<String, Object> BROKER =
      Map.of("bootstrap.servers", KafkaFixture.bootstrapServers());

  @Test
  void verifiesInFullWhatRetentionDeletedBeforeItWasRead() throws Exception {
    // given
    String prefix = "gap-" + UUID.randomUUID();
    String topic = new TopicNames(prefix).changes(new StreamId(TwoDatabases.MIGRATION, "gap"));
    try (TwoDatabases databases = new TwoDatabases("gap", "target_of_gap", true);
        Comparing comparing = new Comparing(prefix, LIMITS);
        Admin admin = Admin.create(BROKER);
        KafkaProducer<String, String> producer =
            new KafkaProducer<>(BROKER, new StringSerializer(), new StringSerializer())) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
      databases.onBoth("CREATE TABLE $S.big (id int PRIMARY KEY, v text)");
      databases.onBoth("INSERT INTO $S.big SELECT g, 'v' || g FROM generate_series(1, 3000) g");
      for (int i = 0; i < 5; i++) {
        producer.send(new ProducerRecord<>(topic, 0, "{\"id\": \"5\"}", "{}")).get();
      }
      TopicPartition partition = new TopicPartition(topic, 0);
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(5))).all().get();
      databases.checkpoint(1, Long.MAX_VALUE, null);
      Migration migration = TwoDatabases.migration(1_000, databases);
      comparing.desire(migration, MigrationGoal.REPLICATE, 1, null);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> comparing.observed.stream().anyMatch(o -> o.passes() > 0));

      // when
      comparing.desire(migration, MigrationGoal.FENCE, 2, "cut-1");
      databases.onTarget("UPDATE $S.big SET v = 'lost' WHERE id = 5");
      long last = producer.send(new ProducerRecord<>(topic, 0, "{}", "{}")).get().offset();
      databases.checkpoint(last, Long.MAX_VALUE, "cut-1");

      // then
      TableVerdict verdict = verified(comparing).tables().get(0);
      assertThat(verdict.scope()).isEqualTo(Scope.FULL);
      assertThat(verdict.verdict()).isEqualTo(Verdict.DIFFERENT);
      assertThat(verdict.findings().differences().get(0).key()).containsEntry("id", "5");
    }
  }

  @Test
  void verifiesInFullWhenTheTopicIsAnotherOneThanTheCheckpointSays() throws Exception {
    // given
    String prefix = "other-" + UUID.randomUUID();
    String topic = new TopicNames(prefix).changes(new StreamId(TwoDatabases.MIGRATION, "other"));
    try (TwoDatabases databases = new TwoDatabases("other", "target_of_other", true);
        Comparing comparing = new Comparing(prefix, LIMITS);
        Admin admin = Admin.create(BROKER)) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
      databases.onBoth("CREATE TABLE $S.big (id int PRIMARY KEY, v text)");
      databases.onBoth("INSERT INTO $S.big SELECT g, 'v' || g FROM generate_series(1, 3000) g");
      databases.checkpoint(41, Long.MAX_VALUE, null);
      Migration migration = TwoDatabases.migration(1_000, databases);
      comparing.desire(migration, MigrationGoal.REPLICATE, 1, null);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> comparing.observed.stream().anyMatch(o -> o.passes() > 0));

      // when
      comparing.desire(migration, MigrationGoal.FENCE, 2, "cut-1");
      databases.onTarget("UPDATE $S.big SET v = 'lost' WHERE id = 5");
      databases.checkpoint(45, Long.MAX_VALUE, "cut-1");

      // then
      TableVerdict verdict = verified(comparing).tables().get(0);
      assertThat(verdict.scope()).isEqualTo(Scope.FULL);
      assertThat(verdict.verdict()).isEqualTo(Verdict.DIFFERENT);
    }
  }

  private static ValidationObserved verified(Comparing comparing) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                comparing.observed.stream()
                    .filter(o -> "cut-1".equals(o.verifiedCutoverId()))
                    .findFirst(),
            Optional::isPresent)
        .get();
  }
}
