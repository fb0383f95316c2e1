package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.topic.TopicNames;
import io.tributary.common.verdict.RowDifference;
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
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proof behind the fence covers what changed since the last equal verdict, and is quick. */
class BehindFenceIT {
  private static final ValidatorLimits LIMITS =
      new ValidatorLimits(12, 100_000, 50, 100, 1_000, 1_000_000, 20, 1 << 20, 1_000_000);

  private final String prefix = "fence-" + UUID.randomUUID();
  private TwoDatabases one;
  private TwoDatabases two;
  private Comparing comparing;
  private KafkaProducer<String, String> producer;

  @BeforeEach
  void start() throws Exception {
    one = new TwoDatabases("one", "target_of_fence", true);
    two = new TwoDatabases("two", "target_of_fence", false);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", KafkaFixture.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer());
    comparing = new Comparing(prefix, LIMITS);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaFixture.bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic(changes("one"), 1, (short) 1)))
          .all()
          .get(20, TimeUnit.SECONDS);
    }
  }

  @AfterEach
  void stop() {
    comparing.close();
    producer.close();
    two.close();
    one.close();
  }

  @Test
  void comparesOnlyTheChangedRowsOfABigTableAndAllRowsOfASmallOne() {
    // given
    for (String table : List.of("big", "quiet", "overflown", "truncated", "middle")) {
      int rows = table.equals("middle") ? 900 : 3_000;
      one.onBoth("CREATE TABLE $S." + table + " (id int PRIMARY KEY, v text)");
      one.onBoth(
          "INSERT INTO $S.%s SELECT g, 'v' || g FROM generate_series(1, %d) g"
              .formatted(table, rows));
    }
    one.onBoth("CREATE TABLE $S.keyless (v text)");
    one.checkpoint(-1, Long.MAX_VALUE, null);
    Migration migration = TwoDatabases.migration(1_000, one);
    comparing.desire(migration, MigrationGoal.REPLICATE, 1, null);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> comparing.observed.stream().anyMatch(o -> o.passes() > 0));

    // when
    comparing.desire(migration, MigrationGoal.FENCE, 2, "cut-1");
    one.onSource("UPDATE $S.big SET v = 'lost' WHERE id = 5; DELETE FROM $S.big WHERE id = 6");
    change("big", "u", "{\"id\": \"5\"}");
    change("big", "d", "{\"id\": \"6\"}");
    one.onTarget("DELETE FROM $S.big WHERE id = 6");
    for (int i = 0; i < 60; i++) {
      change("overflown", "u", "{\"id\": \"" + i + "\"}");
    }
    change("truncated", "t", null);
    change("middle", "u", "{\"id\": \"1\"}");
    change("keyless", "c", null);
    long offset = marker();
    one.checkpoint(offset, Long.MAX_VALUE, "cut-1");

    // then
    ValidationObserved verified = awaitVerified("one", "cut-1");
    assertThat(verified.allEqual()).isFalse();
    Map<String, TableVerdict> verdicts =
        verified.tables().stream()
            .collect(java.util.stream.Collectors.toMap(TableVerdict::table, v -> v));
    assertThat(verdicts.get("app.big").scope()).isEqualTo(Scope.CHANGED_SINCE_EQUAL);
    assertThat(verdicts.get("app.big").findings().differences())
        .containsExactly(
            new RowDifference(Map.of("id", "5"), RowDifference.Kind.CHANGED, List.of("v")));
    assertThat(verdicts.get("app.big").rows().sourceRows()).isEqualTo(2_999);
    assertThat(verdicts.get("app.big").rows().targetRows()).isEqualTo(2_999);
    assertThat(verdicts.get("app.quiet").scope()).isEqualTo(Scope.CHANGED_SINCE_EQUAL);
    for (String table : List.of("overflown", "truncated", "middle", "keyless")) {
      assertThat(verdicts.get("app." + table).scope()).as(table).isEqualTo(Scope.FULL);
      assertThat(verdicts.get("app." + table).verdict()).as(table).isEqualTo(Verdict.EQUAL);
    }
    assertThat(verified.generation()).isEqualTo(2);

    // and it goes on when the cutover is undone
    one.onTarget("UPDATE $S.big SET v = 'lost' WHERE id = 5");
    comparing.verdicts.clear();
    comparing.desire(migration, MigrationGoal.REPLICATE, 3, "cut-1");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> comparing.latest("app.big"), v -> v != null && v.verdict() == Verdict.EQUAL);
  }

  @Test
  void rehearsesAndVerifiesTwoDatabasesOfSeventyTablesForEachCutoverAnew() {
    // given
    for (TwoDatabases databases : List.of(one, two)) {
      StringBuilder ddl = new StringBuilder();
      for (int t = 0; t < 70; t++) {
        ddl.append("CREATE TABLE $S.t").append(t).append(" (id int PRIMARY KEY, v text, at date);");
        ddl.append("INSERT INTO $S.t").append(t);
        ddl.append(" SELECT g, 'value ' || g, '2026-01-01' FROM generate_series(1, 300) g;");
      }
      databases.onBoth(ddl.toString());
      databases.checkpoint(-1, Long.MAX_VALUE, null);
    }
    Migration migration = TwoDatabases.migration(1_000, one, two);
    comparing.close();
    comparing = new Comparing(prefix, Comparing.defaults());
    comparing.desire(migration, MigrationGoal.REPLICATE, 1, null);
    for (String source : List.of("one", "two")) {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () ->
                  comparing.observed.stream()
                      .anyMatch(o -> o.source().equals(source) && o.passes() > 0));
    }

    // when
    for (String cutover : List.of("cut-1", "cut-2", "cut-3")) {
      comparing.desire(migration, MigrationGoal.REHEARSE, 2, cutover);
      for (String source : List.of("one", "two")) {
        await().atMost(Duration.ofMinutes(1)).until(() -> rehearsed(source, cutover));
      }
      one.onSource("UPDATE $S.t7 SET v = '%s' WHERE id = 7".formatted(cutover));
      comparing.desire(migration, MigrationGoal.FENCE, 3, cutover);
      one.checkpoint(-1, Long.MAX_VALUE, cutover);
      two.checkpoint(-1, Long.MAX_VALUE, cutover);

      // then: a write after the rehearsal that never came to the target is found
      ValidationObserved ofOne = awaitVerified("one", cutover);
      assertThat(ofOne.tables()).hasSize(70);
      assertThat(ofOne.tables())
          .filteredOn(t -> t.verdict() != Verdict.EQUAL)
          .extracting(TableVerdict::table)
          .containsExactly("app.t7");
      assertThat(awaitVerified("two", cutover).allEqual()).isTrue();
      comparing.desire(migration, MigrationGoal.REPLICATE, 3, null);
    }
  }

  @Test
  void verifiesInFullAfterARestartAndAnEmptySourceAtOnce() {
    // given
    one.onBoth("CREATE TABLE $S.t (id int PRIMARY KEY, v text)");
    one.onSource("INSERT INTO $S.t VALUES (1, 'a'), (2, '')");
    one.onTarget("INSERT INTO $S.t VALUES (1, 'a'), (2, NULL)");
    one.checkpoint(41, 1, "cut-9");
    two.checkpoint(-1, 0, "cut-9");

    // when
    comparing.desire(TwoDatabases.migration(1_000, one, two), MigrationGoal.VERIFY, 7, "cut-9");

    // then
    assertThat(awaitVerified("two", "cut-9").tables()).isEmpty();
    assertThat(awaitVerified("one", "cut-9").tables().get(0).findings().differences())
        .containsExactly(
            new RowDifference(Map.of("id", "2"), RowDifference.Kind.CHANGED, List.of("v")));
  }

  private boolean rehearsed(String source, String cutover) {
    return comparing.observed.stream()
        .anyMatch(
            o ->
                o.source().equals(source)
                    && cutover.equals(o.rehearsedCutoverId())
                    && o.verifiedCutoverId() == null);
  }

  private ValidationObserved awaitVerified(String source, String cutover) {
    return await()
        .pollInterval(Duration.ofMillis(2))
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                comparing.observed.stream()
                    .filter(o -> o.source().equals(source))
                    .filter(o -> cutover.equals(o.verifiedCutoverId()))
                    .findFirst(),
            java.util.Optional::isPresent)
        .get();
  }

  private void change(String table, String operation, String key) {
    send(
        key,
        """
        {"before": null, "after": {"id": "x"}, "op": "%s",
         "source": {"schema": "app", "table": "%s", "lsn": 1}}"""
            .formatted(operation, table));
  }

  private long marker() {
    return send("{\"id\": \"9:9\"}", "{\"status\": \"END\", \"id\": \"9:9\"}");
  }

  private long send(String key, String value) {
    try {
      return producer.send(new ProducerRecord<>(changes("one"), 0, key, value)).get().offset();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private String changes(String source) {
    return new TopicNames(prefix).changes(new StreamId(TwoDatabases.MIGRATION, source));
  }
}
