package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.TableRule;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.RowDifference.Kind;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows of a SQLite file are compared after their conversion, by the target's own types. */
class SqliteSourceIT {
  private FileAndDatabase both;
  private Comparing comparing;

  private void start(String name, boolean writeAheadLog, String tables) {
    both = new FileAndDatabase(name, writeAheadLog, tables);
    comparing = new Comparing(name, Comparing.defaults());
  }

  private void compare() {
    both.checkpoint(-1, Long.MAX_VALUE, null);
    comparing.desire(both.migration(500), MigrationGoal.REPLICATE, 1, null);
  }

  @AfterEach
  void close() {
    if (comparing != null) {
      comparing.close();
    }
    if (both != null) {
      both.close();
    }
  }

  @Test
  void comparesWhatTheSourceMovedBesideRowsThatStay() {
    // given
    start("kept", true, "CREATE TABLE role (id INTEGER PRIMARY KEY, name TEXT);");
    both.capture("role", "id");
    both.writer.run("INSERT INTO role VALUES (1, 'shared'), (10, 'moved');");
    both.onTarget(
        """
        INSERT INTO moved.role VALUES (1, 'shared'), (2, 'only here'), (10, 'moved');
        CREATE TABLE tributary.kept_1 AS
          SELECT id, name, id = 1 AS tributary_merged FROM moved.role WHERE id < 10;
        CREATE VIEW tributary.moved_1 AS
          SELECT t.id, t.name, t.tableoid, t.ctid, t.xmin FROM ONLY moved.role t WHERE NOT EXISTS
            (SELECT FROM tributary.kept_1 k WHERE NOT k.tributary_merged AND k.id = t.id);
        INSERT INTO tributary.preparation VALUES ('moving', 'app', 'schema.existing-tables',
          '{"tables": [{"oid": 1, "table": {"schema": "moved", "name": "role"}}]}', now())""");

    // when
    compare();

    // then
    TableVerdict equal = awaitVerdict("main.role", v -> v.verdict() == Verdict.EQUAL);
    assertThat(equal.rows().targetRows()).isEqualTo(2);
    both.onTarget("UPDATE moved.role SET name = 'changed' WHERE id = 1");
    assertThat(
            awaitVerdict("main.role", v -> v.verdict() == Verdict.DIFFERENT)
                .findings()
                .differences())
        .singleElement()
        .satisfies(difference -> assertThat(difference.key()).containsEntry("id", "1"));
    both.onTarget(
        "UPDATE moved.role SET name = 'shared' WHERE id = 1; UPDATE moved.role SET name = 'x' WHERE id = 2");
    awaitVerdict("main.role", v -> v.verdict() == Verdict.EQUAL);
    both.writer.run("INSERT INTO role VALUES (2, 'x');");
    assertThat(awaitVerdict("main.role", v -> v.verdict() == Verdict.DIFFERENT).rows().sourceRows())
        .isEqualTo(3);
  }

  @Test
  void comparesEveryStorageClassAndNamesKeyAndColumnOfWhatDiffers() {
    // given
    start(
        "classes",
        true,
        """
        CREATE TABLE plain (id INTEGER PRIMARY KEY, i INTEGER, r REAL, n NUMERIC, t TEXT, b BLOB,
          f BOOLEAN, d DATETIME, j JSON, any_thing);
        CREATE TABLE named (code TEXT NOT NULL, part INTEGER NOT NULL, v TEXT,
          PRIMARY KEY (code, part)) WITHOUT ROWID;
        CREATE TABLE keyless (v TEXT);""");
    both.capture("plain", "id");
    both.capture("named", "code", "part");
    both.capture("keyless", "rowid");
    both.writer.run(
        """
        WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < 3000)
        INSERT INTO plain SELECT n, n * 3074457345618258, n / 8.0, n + 0.5, 'Käse ' || n,
          CAST('b' || n AS BLOB), n % 2, '2026-01-01 00:00:00', '{"a": ' || n || '}', n FROM g;
        INSERT INTO plain (id, i, r, n, t, b, any_thing) VALUES
          (-9223372036854775808, 9223372036854775807, 1e300, 12345678901234567, '', x'', 1.5),
          (5001, -1, 5e-324, 0.1, 'tab' || char(9) || 'line' || char(10) || '\\' || char(128512),
           x'00ff', 'text'),
          (5002, NULL, NULL, NULL, NULL, NULL, NULL),
          (5003, 0, -1e999, 1.98, '\\N', x'5c', 9e999);
        INSERT INTO named SELECT 'k' || id, id, t FROM plain WHERE id BETWEEN 1 AND 500;
        INSERT INTO keyless (v) VALUES ('a'), ('a'), ('b');""");
    both.onTarget(
        """
        INSERT INTO moved.plain SELECT n, n * 3074457345618258, n / 8.0, n + 0.5, 'Käse ' || n,
          ('b' || n)::bytea, n %% 2 = 1, '2026-01-01 00:00:00', ('{"a":' || n || '}')::jsonb, n::text
        FROM generate_series(1, 3000) n;
        INSERT INTO moved.plain (id, i, r, n, t, b, any_thing) VALUES
          (-9223372036854775808, 9223372036854775807, 1e300, 12345678901234567, '', '', '1.5'),
          (5001, -1, 5e-324, 0.1, E'tab\\tline\\n\\\\\\U0001F600', '\\x00ff', 'text'),
          (5002, NULL, NULL, NULL, NULL, NULL, NULL),
          (5003, 0, '-Infinity', 1.98, '\\N', '\\x5c', 'Infinity');
        INSERT INTO moved.named SELECT 'k' || id, id, t FROM moved.plain WHERE id BETWEEN 1 AND 500;
        INSERT INTO moved.keyless (tributary_rowid, v) VALUES (1, 'a'), (2, 'a'), (3, 'b')"""
            .replace("%%", "%"));

    // when
    compare();

    // then
    TableVerdict equal = awaitVerdict("main.plain", v -> v.verdict() == Verdict.EQUAL);
    assertThat(equal.rows().sourceRows()).isEqualTo(3004);
    assertThat(equal.rows().targetRows()).isEqualTo(3004);
    assertThat(equal.compared().target()).isEqualTo("moved.plain");
    assertThat(equal.position()).isEqualTo(Long.MAX_VALUE);
    assertThat(awaitVerdict("main.named", v -> true).verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(awaitVerdict("main.keyless", v -> true).verdict()).isEqualTo(Verdict.EQUAL);

    // when
    both.onTarget(
        """
        UPDATE moved.plain SET r = '1.0000000000000002e300' WHERE r = 1e300;
        UPDATE moved.plain SET t = t || ' ', f = NOT f WHERE id = 1717;
        DELETE FROM moved.plain WHERE id = 5002;
        INSERT INTO moved.plain (id) VALUES (7000);
        UPDATE moved.named SET v = 'x' WHERE part = 17;
        UPDATE moved.keyless SET v = 'A' WHERE tributary_rowid = 2""");

    // then
    assertThat(
            awaitVerdict("main.plain", v -> v.findings().differenceCount() == 4)
                .findings()
                .differences())
        .containsExactlyInAnyOrder(
            new RowDifference(Map.of("id", "-9223372036854775808"), Kind.CHANGED, List.of("r")),
            new RowDifference(Map.of("id", "1717"), Kind.CHANGED, List.of("f", "t")),
            new RowDifference(Map.of("id", "5002"), Kind.MISSING_IN_TARGET, List.of()),
            new RowDifference(Map.of("id", "7000"), Kind.EXTRA_IN_TARGET, List.of()));
    assertThat(
            awaitVerdict("main.named", v -> v.findings().differenceCount() > 0)
                .findings()
                .differences())
        .containsExactly(
            new RowDifference(Map.of("code", "k17", "part", "17"), Kind.CHANGED, List.of("v")));
    assertThat(
            awaitVerdict("main.keyless", v -> v.findings().differenceCount() > 0)
                .findings()
                .differences())
        .containsExactly(
            new RowDifference(Map.of("tributary_rowid", "2"), Kind.CHANGED, List.of("v")));
  }

  @Test
  void comparesRoundedValuesAndLeavesWhatTheTargetComputesAlone() {
    // given
    both =
        new FileAndDatabase(
            "rounded",
            true,
            """
            CREATE TABLE docs (id INTEGER PRIMARY KEY, price TEXT, at TEXT, body TEXT,
              twice NUMERIC AS (id * 2.0) STORED);
            CREATE VIRTUAL TABLE docs_fts USING fts5(body, content='docs', content_rowid='id');""",
            Map.of(
                "docs",
                new TableRule(
                    null,
                    Map.of(
                        "price",
                        rule(
                            "numeric",
                            Map.of("precision", "9", "scale", "2", "round", "half-even")),
                        "at",
                        rule(
                            "timestamptz",
                            Map.of(
                                "zone", "Europe/Berlin", "digits", "0", "round", "truncate"))))));
    comparing = new Comparing("rounded", Comparing.defaults());
    both.capture("docs", "id");
    both.writer.run(
        "INSERT INTO docs (id, price, at, body) VALUES (1, '1.985', '2026-07-01 12:00:00.999', 'a'),"
            + " (2, '1.995', '2026-01-01T00:00:00Z', 'b');");
    both.onTarget(
        "INSERT INTO moved.docs (id, price, at, body) VALUES (1, 1.98, '2026-07-01 10:00:00+00', 'a'),"
            + " (2, 2.00, '2026-01-01 00:00:00+00', 'b')");

    // when
    compare();

    // then
    assertThat(awaitVerdict("main.docs", v -> v.verdict() == Verdict.EQUAL).rows().targetRows())
        .isEqualTo(2);

    // when: one that is rounded otherwise
    both.onTarget("UPDATE moved.docs SET price = 1.99 WHERE id = 1");

    // then
    assertThat(
            awaitVerdict("main.docs", v -> v.findings().differenceCount() > 0)
                .findings()
                .differences())
        .containsExactly(new RowDifference(Map.of("id", "1"), Kind.CHANGED, List.of("price")));
  }

  private static ColumnRule rule(String convert, Map<String, String> options) {
    return new ColumnRule(null, false, null, convert, options);
  }

  @Test
  void leavesQuarantinedRowsOutAndCountsThem() {
    // given: three rows that cannot be converted and one that can, in texts of two bytes
    start(
        "aside",
        false,
        "PRAGMA encoding = 'UTF-16le'; CREATE TABLE flags (id TEXT PRIMARY KEY NOT NULL, on_off BOOLEAN);"
            + "CREATE TABLE other (id INTEGER PRIMARY KEY);");
    both.capture("flags", "id");
    both.capture("other", "id");
    both.writer.run(
        "INSERT INTO flags VALUES ('a', 1), ('b', 'perhaps'), ('c', 'never'), ('d', 0),"
            + " ('e\"\\', x'00'), ('f', 1);");
    both.onTarget("INSERT INTO moved.flags VALUES ('a', true), ('d', false)");
    both.quarantine("flags", "b");
    both.quarantine("flags", "c");
    both.quarantine("flags", "e\"\\");
    both.quarantine("flags", "f");

    // when
    compare();

    // then
    TableVerdict equal = awaitVerdict("main.flags", v -> v.verdict() == Verdict.EQUAL);
    assertThat(equal.rows().sourceRows()).isEqualTo(6);
    assertThat(equal.rows().targetRows()).isEqualTo(2);
    assertThat(equal.rows().quarantinedRows()).isEqualTo(4);
    assertThat(awaitVerdict("main.other", v -> true).rows().quarantinedRows()).isZero();

    // when: an entry is lost, one is of no row, and one row is in both places
    both.onTarget("DELETE FROM tributary.quarantine WHERE source_key = '[\"c\"]'");
    both.quarantine("flags", "nobody");
    both.onTarget("INSERT INTO moved.flags VALUES ('f', true)");

    // then
    TableVerdict different = awaitVerdict("main.flags", v -> v.findings().differenceCount() == 3);
    assertThat(different.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(different.rows().quarantinedRows()).isEqualTo(3);
    assertThat(different.rows().sourceRows()).isEqualTo(6);
    assertThat(different.rows().targetRows()).isEqualTo(3);
    assertThat(different.findings().differences())
        .extracting(RowDifference::key, RowDifference::kind, RowDifference::columns)
        .containsExactlyInAnyOrder(
            Tuple.tuple(Map.of("id", "c"), Kind.MISSING_IN_TARGET, List.of("on_off")),
            Tuple.tuple(Map.of("id", "f"), Kind.EXTRA_IN_TARGET, List.of()),
            Tuple.tuple(Map.of("id", "nobody"), Kind.EXTRA_IN_TARGET, List.of()));
    assertThat(different.findings().differences())
        .extracting(RowDifference::reason)
        .anySatisfy(reason -> assertThat(reason).contains("NOT_A_BOOLEAN", "never"));

    // when the row comes in a state that can be converted
    both.writer.run("UPDATE flags SET on_off = 1 WHERE id = 'c';");
    both.onTarget("INSERT INTO moved.flags VALUES ('c', true)");
    both.onTarget("DELETE FROM moved.flags WHERE id = 'f'");
    both.onTarget("DELETE FROM tributary.quarantine WHERE source_key = '[\"nobody\"]'");

    // then
    TableVerdict again = awaitVerdict("main.flags", v -> v.verdict() == Verdict.EQUAL);
    assertThat(again.rows().quarantinedRows()).isEqualTo(3);
    assertThat(again.rows().targetRows()).isEqualTo(3);
  }

  @Test
  void namesTheFileWhoseChangesAreNotCaptured() {
    // given
    start("bare", true, "CREATE TABLE t (id INTEGER PRIMARY KEY);");

    // when nobody has the file open, so that there is nothing beside it
    both.writer.quit();
    assertThat(both.file.getParent().toFile().list()).containsExactly("app.db");
    compare();

    // then
    assertThat(awaitVerdict("main.t", v -> true).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(comparing.errors)
        .anySatisfy(
            error -> {
              assertThat(error.code()).isEqualTo("TRB-VALIDATION-NOT-CAPTURED");
              assertThat(error.message()).contains(both.file.toString(), "table t");
            });
  }

  @Test
  void noticesThatAnotherFileTookThePlaceOfTheOneThatItReads() throws IOException {
    // given
    start("copied", false, "CREATE TABLE t (id INTEGER PRIMARY KEY);");
    both.capture("t", "id");
    compare();
    awaitVerdict("main.t", v -> v.verdict() == Verdict.EQUAL);

    // when
    both.writer.quit();
    Path copy = both.file.resolveSibling("copy.db");
    Files.copy(both.file, copy);
    Files.move(copy, both.file, StandardCopyOption.ATOMIC_MOVE);

    // then
    await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () ->
                comparing.errors.stream()
                    .anyMatch(e -> e.code().equals("TRB-VALIDATION-SOURCE-FILE")));
  }

  private TableVerdict awaitVerdict(String table, Predicate<TableVerdict> wanted) {
    return await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> comparing.latest(table), v -> v != null && wanted.test(v));
  }
}
