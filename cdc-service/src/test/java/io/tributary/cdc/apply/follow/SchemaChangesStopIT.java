package io.tributary.cdc.apply.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.ChangingMigration;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.plan.source.SchemaChanges;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The stream stops at each change of the source's schema, with nothing behind it applied, and goes
 * on without a gap once the same was done in the target. Each change has a table of its own.
 */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaChangesStopIT {
  private static final Map<String, String> TABLES =
      Map.of(
          "scale", "id int PRIMARY KEY, price numeric(10,2)",
          "text", "id int PRIMARY KEY, v int",
          "renamed", "id int PRIMARY KEY, v text",
          "added", "id int PRIMARY KEY",
          "dropped", "id int PRIMARY KEY, v text",
          "rekeyed", "id int PRIMARY KEY, other int NOT NULL DEFAULT 1",
          "labelled", "id int PRIMARY KEY, m mood",
          "keyless", "id int NOT NULL UNIQUE",
          "large", "id int PRIMARY KEY, v text",
          "strict", "id int PRIMARY KEY, v text");

  @Inject ApplyService apply;
  private ChangingMigration move;

  @BeforeAll
  void start() throws Exception {
    Stream<String> types = Stream.of("CREATE TYPE mood AS ENUM ('glad')");
    Stream<String> tables =
        TABLES.entrySet().stream()
            .map(t -> "CREATE TABLE %s (%s)".formatted(t.getKey(), t.getValue()));
    Stream<String> rows = TABLES.keySet().stream().map(t -> "INSERT INTO " + t + " VALUES (1)");
    Stream<String> others =
        Stream.of(
            "CREATE TABLE gone (id int PRIMARY KEY)",
            "CREATE TABLE twice (id int PRIMARY KEY, v text)");
    move =
        new ChangingMigration(
                apply,
                SchemaChanges.STOP,
                Stream.of(types, tables, rows, others).flatMap(s -> s).toArray(String[]::new))
            .started();
  }

  @AfterAll
  void stop() throws Exception {
    move.close();
  }

  static Stream<Arguments> changesThatRowsFollow() {
    return Stream.of(
        Arguments.of(
            "scale",
            "ALTER TABLE scale ALTER price TYPE numeric(12,4)",
            "INSERT INTO scale VALUES (3, 1.2345)",
            "column price: type numeric(10,2) became numeric(12,4)"),
        Arguments.of(
            "text",
            "ALTER TABLE text ALTER v TYPE text",
            "INSERT INTO text VALUES (3, '007')",
            "column v: type integer became text"),
        Arguments.of(
            "renamed",
            "ALTER TABLE renamed RENAME v TO w",
            "UPDATE renamed SET w = 'w' WHERE id = 1",
            "column v was renamed to w"),
        Arguments.of(
            "added",
            "ALTER TABLE added ADD v int DEFAULT 5",
            "INSERT INTO added VALUES (3)",
            "column v of type integer was added"),
        Arguments.of(
            "dropped",
            "ALTER TABLE dropped DROP v",
            "INSERT INTO dropped VALUES (3)",
            "column v was dropped"),
        Arguments.of(
            "rekeyed",
            "ALTER TABLE rekeyed DROP CONSTRAINT rekeyed_pkey, ADD PRIMARY KEY (id, other)",
            "INSERT INTO rekeyed VALUES (1, 7)",
            "the primary key was [id], is [id, other]"),
        Arguments.of(
            "keyless",
            "ALTER TABLE keyless DROP CONSTRAINT keyless_id_key",
            "INSERT INTO keyless VALUES (1)",
            "constraint keyless_id_key was dropped"),
        Arguments.of(
            "labelled",
            "ALTER TYPE mood ADD VALUE 'sad'",
            "INSERT INTO labelled VALUES (3, 'sad')",
            "enum mood: labels [sad] were added"));
  }

  @ParameterizedTest
  @MethodSource("changesThatRowsFollow")
  void stopsAtAChangeAndGoesOnWhenTheTargetHasIt(
      String table, String change, String row, String effect) {
    // given
    move.source.run("INSERT INTO " + table + " VALUES (2)");
    move.settle();

    // when
    move.source.run(change, row);

    // then
    ErrorReport error = move.stopped();
    assertThat(error.code()).isEqualTo("TRB-APPLY-SCHEMA-CHANGED");
    assertThat(error.retryable()).isFalse();
    assertThat(error.message())
        .contains("public." + table)
        .contains(effect)
        .contains("app." + table);
    assertThat(move.target.rows("SELECT id FROM app." + table + " ORDER BY id"))
        .containsExactly("1", "2");
    move.resume();
    assertThat(move.stopped().message()).isEqualTo(error.message());

    // when
    move.target.run("SET search_path = app", change);
    move.resume();
    move.settle();

    // then
    move.assertEqual(table);
    assertThat(move.status().progress().aside().deadLetters()).isZero();
  }

  static Stream<Arguments> changesWithoutRows() {
    return Stream.of(
        Arguments.of("CREATE INDEX strict_v ON strict (v)", "index strict_v was made"),
        Arguments.of("ALTER TABLE strict ALTER v SET DEFAULT 'x'", "column v: default was null"),
        Arguments.of(
            "ALTER TABLE strict ADD CONSTRAINT short CHECK (length(v) < 9)",
            "constraint short was added: CHECK"),
        Arguments.of("ALTER TABLE strict ALTER v TYPE varchar(9)", "became character varying(9)"),
        Arguments.of("DROP INDEX strict_v", "index strict_v was dropped"));
  }

  @ParameterizedTest
  @MethodSource("changesWithoutRows")
  void namesAChangeThatNoRowFollows(String change, String effect) {
    // when
    move.source.run(change);

    // then
    ErrorReport error = move.stopped();
    assertThat(error.code()).isEqualTo("TRB-APPLY-SCHEMA-CHANGED");
    assertThat(error.message()).contains("public.strict").contains(effect);
    move.target.run("SET search_path = app", change);
    move.resume();
    move.settle();
    move.assertEqual("strict");
  }

  @Test
  void doesNotTakeAnotherChangeForTheSame() {
    // given
    move.source.run("ALTER TABLE twice ALTER v TYPE varchar(20)", "INSERT INTO twice VALUES (90)");
    move.stopped();

    // when
    move.target.run("ALTER TABLE app.twice ALTER v TYPE varchar(10)");
    move.resume();

    // then
    assertThat(move.stopped().message()).contains("not of type character varying(20)");
    move.target.run("ALTER TABLE app.twice ALTER v TYPE varchar(20)");
    move.resume();
    move.settle();
    move.assertEqual("twice");
  }

  @Test
  void appliesNothingOfATransactionThatChangesATableInItsMiddle() {
    // given
    String row = "INSERT INTO large SELECT n, repeat('x', 20) FROM generate_series(%d, %d) n";

    // when
    move.source.runTogether(
        row.formatted(1000, 1999), "ALTER TABLE large ADD later int", row.formatted(2000, 2999));

    // then
    assertThat(move.stopped().message()).contains("column later of type integer was added");
    assertThat(move.target.rows("SELECT count(*) FROM app.large WHERE id >= 1000"))
        .containsExactly("0");
    move.target.run("ALTER TABLE app.large ADD later int");
    move.resume();
    move.settle();
    move.assertEqual("large");
  }

  @Test
  void namesADroppedTable() {
    // when
    move.source.run("DROP TABLE gone");

    // then
    assertThat(move.stopped().message()).contains("public.gone").contains("the table was dropped");
    move.target.run("DROP TABLE app.gone");
    move.resume();
    move.settle();
  }

  @Test
  void passesATruncateOn() {
    // when
    move.source.run("TRUNCATE added", "INSERT INTO added (id) VALUES (70)");
    move.settle();

    // then
    await().atMost(ChangingMigration.LIMIT).untilAsserted(() -> move.assertEqual("added"));
  }
}
