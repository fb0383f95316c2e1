package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of damage at the target is found, with its key and column. */
class FindsCorruptionIT {
  private static final String ROWS =
      """
      INSERT INTO $S.%1$s (%2$s, t, c, b, f, d, at, j, n)
      SELECT %3$s, 'text ' || g, 'c' || g %% 7, decode(md5(g::text), 'hex'), g / 3.0, g / 7.0,
             '2026-01-01 00:00:00.000001+00'::timestamptz + g * interval '1 minute',
             ('{"a": ' || g || '}')::json, CASE WHEN g %% 5 = 0 THEN NULL ELSE '' END
      FROM generate_series(1, 3000) g""";
  private static final String COLUMNS =
      ", t text, c char(8), b bytea, f float4, d float8, at timestamptz, j json, n text,"
          + " len int GENERATED ALWAYS AS (length(t)) STORED";

  private static TwoDatabases databases;
  private static Comparing comparing;

  @BeforeAll
  static void fill() {
    databases = TwoDatabases.create("damage");
    table("by_int", "id int PRIMARY KEY", "id", "g");
    table("by_text", "id text PRIMARY KEY", "id", "'Käse-' || g");
    table("by_uuid", "id uuid PRIMARY KEY", "id", "md5(g::text)::uuid");
    table("composite", "a int, \"B\" text, PRIMARY KEY (a, \"B\")", "a, \"B\"", "g % 10, 'k' || g");
    table("\"Odd \"\"Name\"", "\"Id\" bigint NOT NULL UNIQUE", "\"Id\"", "g");
    table("keyless", "id int", "id", "g % 1000");
    databases.checkpoint(-1, Long.MAX_VALUE, null);
    comparing = new Comparing("damage", Comparing.defaults());
    comparing.desire(TwoDatabases.migration(500, databases), MigrationGoal.REPLICATE, 1, null);
  }

  private static void table(String name, String key, String keyColumns, String keyValues) {
    databases.onBoth("CREATE TABLE $S." + name + " (" + key + COLUMNS + ")");
    databases.onBoth(ROWS.formatted(name, keyColumns, keyValues));
  }

  @AfterAll
  static void close() {
    comparing.close();
    databases.close();
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        Arguments.of("t = t || ' '", List.of("len", "t")),
        Arguments.of("b = set_bit(b, 3, 1 - get_bit(b, 3))", List.of("b")),
        Arguments.of("n = CASE WHEN n IS NULL THEN '' END", List.of("n")),
        Arguments.of("at = at + interval '1 microsecond'", List.of("at")),
        Arguments.of("j = (j::text || ' ')::json", List.of("j")),
        Arguments.of("c = ' ' || c", List.of("c")),
        Arguments.of("d = d * (1 + 2.3e-16)", List.of("d")),
        Arguments.of("f = f * (1 + 1.2e-7::float4)", List.of("f")));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void namesTheKeyAndTheColumnOfAChangedValue(String damage, List<String> columns) {
    for (Map.Entry<String, Row> entry : rows().entrySet()) {
      // given
      Row row = entry.getValue();
      awaitVerdict(row.table(), v -> v.verdict() == Verdict.EQUAL);

      // when
      databases.onTarget(
          "CREATE TABLE keep AS SELECT * FROM $S.%1$s WHERE %2$s; UPDATE $S.%1$s SET %3$s WHERE %2$s"
              .formatted(entry.getKey(), row.where(), damage));

      // then
      TableVerdict verdict = awaitVerdict(row.table(), v -> v.verdict() == Verdict.DIFFERENT);
      assertThat(verdict.findings().differenceCount()).isEqualTo(1);
      assertThat(verdict.findings().differences())
          .containsExactly(new RowDifference(row.key(), RowDifference.Kind.CHANGED, columns));
      assertThat(verdict.rows().sourceRows()).isEqualTo(3000);
      assertThat(verdict.rows().targetRows()).isEqualTo(3000);
      restore(entry.getKey(), row.where());
    }
  }

  private record Row(String table, String where, Map<String, String> key) {}

  private static Map<String, Row> rows() {
    return Map.of(
        "by_int", new Row("app.by_int", "id = 1717", Map.of("id", "1717")),
        "by_text", new Row("app.by_text", "id = 'Käse-17'", Map.of("id", "Käse-17")),
        "by_uuid",
            new Row(
                "app.by_uuid",
                "id = md5('42')::uuid",
                Map.of("id", "a1d0c6e8-3f02-7327-d846-1063f4ac58a6")),
        "composite",
            new Row("app.composite", "(a, \"B\") = (3, 'k13')", Map.of("a", "3", "B", "k13")),
        "\"Odd \"\"Name\"", new Row("app.Odd \"Name", "\"Id\" = 3000", Map.of("Id", "3000")));
  }

  @Test
  void findsADeletedRowAnExtraRowAndSwappedValues() {
    // given
    awaitVerdict("app.by_int", v -> v.verdict() == Verdict.EQUAL);

    // when
    databases.onTarget(
        """
        CREATE TABLE keep AS SELECT * FROM $S.by_int;
        DELETE FROM $S.by_int WHERE id = 7;
        INSERT INTO $S.by_int (id) VALUES (5000);
        UPDATE $S.by_int x SET t = y.t FROM $S.by_int y
        WHERE (x.id, y.id) IN ((100, 101), (101, 100))""");

    // then
    TableVerdict verdict =
        awaitVerdict(
            "app.by_int",
            v -> v.verdict() == Verdict.DIFFERENT && v.findings().differenceCount() == 4);
    assertThat(verdict.findings().differences())
        .containsExactly(
            new RowDifference(Map.of("id", "100"), RowDifference.Kind.CHANGED, List.of("t")),
            new RowDifference(Map.of("id", "101"), RowDifference.Kind.CHANGED, List.of("t")),
            new RowDifference(Map.of("id", "5000"), RowDifference.Kind.EXTRA_IN_TARGET, List.of()),
            new RowDifference(Map.of("id", "7"), RowDifference.Kind.MISSING_IN_TARGET, List.of()));
    assertThat(verdict.rows().sourceRows()).isEqualTo(3000);
    assertThat(verdict.rows().targetRows()).isEqualTo(3000);
    restore("by_int", "true");
  }

  @Test
  void findsChangedLostAndDoubledRowsOfATableWithoutKey() {
    // given
    awaitVerdict("app.keyless", v -> v.verdict() == Verdict.EQUAL);

    // when
    databases.onTarget(
        """
        CREATE TABLE keep AS SELECT * FROM $S.keyless;
        UPDATE $S.keyless SET t = t || ' ' WHERE t = 'text 9';
        INSERT INTO $S.keyless (id, t, c, b, f, d, at, j, n)
        SELECT id, t, c, b, f, d, at, j, n FROM $S.keyless WHERE t = 'text 10'""");

    // then
    TableVerdict verdict =
        awaitVerdict(
            "app.keyless",
            v -> v.verdict() == Verdict.DIFFERENT && v.findings().differenceCount() == 3);
    assertThat(verdict.findings().differences())
        .extracting(d -> d.key().get("t"), RowDifference::kind)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("text 9", RowDifference.Kind.MISSING_IN_TARGET),
            org.assertj.core.groups.Tuple.tuple("text 9 ", RowDifference.Kind.EXTRA_IN_TARGET),
            org.assertj.core.groups.Tuple.tuple("text 10", RowDifference.Kind.EXTRA_IN_TARGET));
    assertThat(verdict.rows().targetRows()).isEqualTo(3001);
    restore("keyless", "true");
  }

  private static void restore(String table, String where) {
    databases.onTarget("DELETE FROM $S." + table + " WHERE " + where);
    if (where.equals("true")) {
      databases.onTarget("DELETE FROM $S." + table);
    }
    String columns =
        table.equals("composite") ? "a, \"B\"" : table.contains("Odd") ? "\"Id\"" : "id";
    databases.onTarget(
        """
        INSERT INTO $S.%1$s (%2$s, t, c, b, f, d, at, j, n)
        SELECT %2$s, t, c, b, f, d, at, j, n FROM keep; DROP TABLE keep"""
            .formatted(table, columns));
  }

  private static TableVerdict awaitVerdict(
      String table, java.util.function.Predicate<TableVerdict> wanted) {
    return await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> comparing.latest(table), v -> v != null && wanted.test(v));
  }
}
