package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.topic.TopicNames;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.RowDifference.Kind;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Scope;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.fixture.KafkaFixture;
import io.tributary.validator.config.ValidatorLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a comparison promises, whatever kind the source is. */
class EverySourceKindIT {
  private static final ValidatorLimits LIMITS =
      new ValidatorLimits(12, 100_000, 50, 100, 1_000, 1_000_000, 20, 1 << 20, 1_000_000);
  private static final String ROWS =
      """
      WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < 3000)
      INSERT INTO %s SELECT n, 'v' || n FROM g""";

  private final String prefix = "kinds-" + UUID.randomUUID();

  @ParameterizedTest
  @EnumSource(EitherSource.Kind.class)
  void findsWhatDiffersAndProvesBehindTheFenceWhatChanged(EitherSource.Kind kind) throws Exception {
    try (EitherSource both = kind.make("kinds");
        Comparing comparing = new Comparing(prefix, LIMITS);
        KafkaProducer<String, String> producer = producer()) {
      // given
      String changes = new TopicNames(prefix).changes(new StreamId("moving", both.name()));
      topic(changes);
      for (String table : List.of("big", "quiet", "small")) {
        both.table(table);
        both.onSource(
            ROWS.formatted(both.source(table)) + (table.equals("small") ? " LIMIT 9" : ""));
        both.onTarget(
            ROWS.formatted(both.target(table)) + (table.equals("small") ? " LIMIT 9" : ""));
      }
      both.checkpoint(-1, Long.MAX_VALUE, null);
      Migration migration = both.migration();
      comparing.desire(migration, MigrationGoal.REPLICATE, 1, null);
      awaitVerdict(comparing, both, "big", v -> v.verdict() == Verdict.EQUAL);
      TableVerdict quiet =
          awaitVerdict(comparing, both, "quiet", v -> v.verdict() == Verdict.EQUAL);
      assertThat(quiet.rows().sourceRows()).isEqualTo(3000);
      assertThat(quiet.rows().targetRows()).isEqualTo(3000);
      assertThat(quiet.digests().sourceDigest())
          .isNotNull()
          .isEqualTo(quiet.digests().targetDigest());

      // when the target is damaged
      both.onTarget(
          """
          UPDATE %1$s SET v = v || ' ' WHERE id = 7; DELETE FROM %1$s WHERE id = 8;
          INSERT INTO %1$s VALUES (4000, 'v8')"""
              .formatted(both.target("big")));

      // then
      TableVerdict damaged =
          awaitVerdict(comparing, both, "big", v -> v.findings().differenceCount() == 3);
      assertThat(damaged.verdict()).isEqualTo(Verdict.DIFFERENT);
      assertThat(damaged.rows().sourceRows()).isEqualTo(3000);
      assertThat(damaged.rows().targetRows()).isEqualTo(3000);
      assertThat(damaged.findings().differences())
          .containsExactly(
              new RowDifference(Map.of("id", "4000"), Kind.EXTRA_IN_TARGET, List.of()),
              new RowDifference(Map.of("id", "7"), Kind.CHANGED, List.of("v")),
              new RowDifference(Map.of("id", "8"), Kind.MISSING_IN_TARGET, List.of()));
      both.onTarget(
          """
          UPDATE %1$s SET v = 'v7' WHERE id = 7; DELETE FROM %1$s WHERE id = 4000;
          INSERT INTO %1$s VALUES (8, 'v8')"""
              .formatted(both.target("big")));
      awaitVerdict(comparing, both, "big", v -> v.verdict() == Verdict.EQUAL);

      // when changes come that the target gets
      comparing.desire(migration, MigrationGoal.REHEARSE, 2, "cut-1");
      await().atMost(Duration.ofSeconds(90)).until(() -> rehearsed(comparing));
      for (String sql :
          List.of("UPDATE %s SET v = 'new' WHERE id = 5", "DELETE FROM %s WHERE id = 6")) {
        both.onSource(sql.formatted(both.source("big")));
        both.onTarget(sql.formatted(both.target("big")));
      }
      comparing.desire(migration, MigrationGoal.FENCE, 3, "cut-1");
      change(producer, changes, both, "u", "5");
      both.checkpoint(change(producer, changes, both, "d", "6"), Long.MAX_VALUE, "cut-1");

      // then
      Map<String, TableVerdict> verdicts = awaitVerified(comparing, "cut-1");
      assertThat(verdicts.values()).extracting(TableVerdict::verdict).containsOnly(Verdict.EQUAL);
      TableVerdict big = verdicts.get(both.shown("big"));
      assertThat(big.scope()).isEqualTo(Scope.CHANGED_SINCE_EQUAL);
      assertThat(big.rows().sourceRows()).isEqualTo(2_999);
      assertThat(big.rows().targetRows()).isEqualTo(2_999);
      assertThat(verdicts.get(both.shown("quiet")).rows().sourceRows()).isEqualTo(3_000);
      assertThat(verdicts.get(both.shown("small")).scope()).isEqualTo(Scope.FULL);

      // when changes come that the target never gets
      both.onSource("UPDATE %s SET v = 'lost' WHERE id = 10".formatted(both.source("big")));
      both.onSource("UPDATE %s SET v = 'lost' WHERE id = 3".formatted(both.source("small")));
      comparing.desire(migration, MigrationGoal.FENCE, 4, "cut-2");
      both.checkpoint(change(producer, changes, both, "u", "10"), Long.MAX_VALUE, "cut-2");

      // then
      Map<String, TableVerdict> lost = awaitVerified(comparing, "cut-2");
      assertThat(lost.get(both.shown("big")).findings().differences())
          .containsExactly(new RowDifference(Map.of("id", "10"), Kind.CHANGED, List.of("v")));
      assertThat(lost.get(both.shown("small")).findings().differences())
          .containsExactly(new RowDifference(Map.of("id", "3"), Kind.CHANGED, List.of("v")));
      assertThat(lost.get(both.shown("quiet")).verdict()).isEqualTo(Verdict.EQUAL);
    }
  }

  @Test
  void readsATableAnewBehindTheFenceWhoseRowsWereSetAsideWithoutAChangeInTheStream()
      throws Exception {
    try (EitherSource.OfSqlite both = new EitherSource.OfSqlite("kinds-aside");
        Comparing comparing = new Comparing(prefix, LIMITS);
        KafkaProducer<String, String> producer = producer()) {
      // given two tables that were found equal
      String changes = new TopicNames(prefix).changes(new StreamId("moving", both.name()));
      topic(changes);
      for (String table : List.of("big", "quiet", "small")) {
        both.table(table);
        both.onSource(ROWS.formatted(both.source(table)));
        both.onTarget(ROWS.formatted(both.target(table)));
      }
      both.checkpoint(-1, Long.MAX_VALUE, null);
      Migration migration = both.migration();
      comparing.desire(migration, MigrationGoal.REPLICATE, 1, null);
      for (String table : List.of("big", "quiet", "small")) {
        awaitVerdict(comparing, both, table, v -> v.verdict() == Verdict.EQUAL);
      }
      comparing.desire(migration, MigrationGoal.REHEARSE, 2, "cut-1");
      await().atMost(Duration.ofSeconds(90)).until(() -> rehearsed(comparing));

      // when a row of each is set aside, and one more row of the first is lost
      both.onTarget("DELETE FROM moved.big WHERE id IN (7, 8)");
      both.both().quarantine("big", "7");
      both.onTarget("DELETE FROM moved.quiet WHERE id = 7");
      both.both().quarantine("quiet", "7");
      comparing.desire(migration, MigrationGoal.FENCE, 3, "cut-1");
      both.checkpoint(change(producer, changes, both, "u", "5"), Long.MAX_VALUE, "cut-1");

      // then
      Map<String, TableVerdict> verdicts = awaitVerified(comparing, "cut-1");
      TableVerdict big = verdicts.get("main.big");
      assertThat(big.findings().differences())
          .containsExactly(new RowDifference(Map.of("id", "8"), Kind.MISSING_IN_TARGET, List.of()));
      assertThat(big.rows().quarantinedRows()).isEqualTo(1);
      TableVerdict quiet = verdicts.get("main.quiet");
      assertThat(quiet.verdict()).isEqualTo(Verdict.EQUAL);
      assertThat(quiet.rows().sourceRows()).isEqualTo(3_000);
      assertThat(quiet.rows().targetRows()).isEqualTo(2_999);
      assertThat(quiet.rows().quarantinedRows()).isEqualTo(1);
      assertThat(verdicts.get("main.small").scope()).isEqualTo(Scope.CHANGED_SINCE_EQUAL);
    }
  }

  @ParameterizedTest
  @EnumSource(EitherSource.Kind.class)
  void comparesNothingWhereANewerVersionHasChangedTheSchemaUntilItsOwnIsRun(EitherSource.Kind kind)
      throws Exception {
    try (EitherSource both = kind.make("kinds_newer");
        Comparing comparing = new Comparing(prefix, LIMITS)) {
      // given
      topic(new TopicNames(prefix).changes(new StreamId("moving", both.name())));
      for (String table : List.of("big", "quiet", "small")) {
        both.table(table);
      }
      both.onTarget("CREATE TABLE tributary.flyway_schema_history (version text, success boolean)");
      both.onTarget("INSERT INTO tributary.flyway_schema_history VALUES ('9', true), ('99', true)");
      both.checkpoint(-1, Long.MAX_VALUE, null);

      // when
      comparing.desire(both.migration(), MigrationGoal.REPLICATE, 1, null);

      // then
      await().atMost(Duration.ofSeconds(30)).until(() -> !comparing.errors.isEmpty());
      ErrorReport refused = comparing.errors.element();
      assertThat(refused.code()).isEqualTo("TRB-VALIDATION-STATE-NEWER");
      assertThat(refused.message())
          .contains("is of version 99; this validator knows versions up to")
          .contains("Run the version of validator-service that belongs to the orchestrator");
      assertThat(comparing.verdicts).isEmpty();

      // when the schema is the one that it knows
      both.onTarget("DELETE FROM tributary.flyway_schema_history WHERE version = '99'");

      // then
      awaitVerdict(comparing, both, "big", v -> v.verdict() == Verdict.EQUAL);
    }
  }

  private static TableVerdict awaitVerdict(
      Comparing comparing, EitherSource both, String table, Predicate<TableVerdict> wanted) {
    return await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> comparing.latest(both.shown(table)), v -> v != null && wanted.test(v));
  }

  private static boolean rehearsed(Comparing comparing) {
    return comparing.observed.stream().anyMatch(o -> "cut-1".equals(o.rehearsedCutoverId()));
  }

  private static Map<String, TableVerdict> awaitVerified(Comparing comparing, String cutover) {
    ValidationObserved verified =
        await()
            .atMost(Duration.ofSeconds(90))
            .until(
                () ->
                    comparing.observed.stream()
                        .filter(o -> cutover.equals(o.verifiedCutoverId()))
                        .findFirst(),
                java.util.Optional::isPresent)
            .get();
    return verified.tables().stream().collect(Collectors.toMap(TableVerdict::table, v -> v));
  }

  private static long change(
      KafkaProducer<String, String> producer,
      String topic,
      EitherSource both,
      String operation,
      String id)
      throws Exception {
    String value =
        """
        {"before": null, "after": {"id": "x"}, "op": "%s",
         "source": {"schema": "%s", "table": "big", "lsn": 1}}"""
            .formatted(operation, both.schema());
    return producer
        .send(new ProducerRecord<>(topic, 0, "{\"id\": \"" + id + "\"}", value))
        .get()
        .offset();
  }

  private static KafkaProducer<String, String> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", KafkaFixture.bootstrapServers()),
        new StringSerializer(),
        new StringSerializer());
  }

  private static void topic(String name) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaFixture.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get(20, TimeUnit.SECONDS);
    }
  }
}
