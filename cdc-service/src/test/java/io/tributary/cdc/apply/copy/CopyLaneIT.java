package io.tributary.cdc.apply.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.CopyScenario;
import io.tributary.cdc.apply.fixture.PlainDatabase;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Rows go straight from source to target, and what the application does meanwhile follows them. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class CopyLaneIT extends CopyScenario {

  @Test
  void copiesTablesOfEveryKindWhileTheirRowsChange() throws Exception {
    // given
    create(
        "CREATE TYPE mood AS ENUM ('glad', 'sad')",
        "CREATE DOMAIN amount AS numeric(12,2) CHECK (VALUE >= 0)",
        "CREATE TABLE big (id int PRIMARY KEY, v text, n numeric(20,5), t timestamptz UNIQUE)",
        "INSERT INTO big SELECT g, repeat(md5(g::text), 3), g / 7.0, to_timestamp(g)"
            + " FROM generate_series(1, 6000) g",
        "CREATE TABLE scattered (id uuid PRIMARY KEY, v text)",
        "INSERT INTO scattered SELECT gen_random_uuid(), repeat('v', 60)"
            + " FROM generate_series(1, 4000)",
        "CREATE TABLE worded (\"Kéy's\" text, part int, m mood, a amount[], d amount,"
            + " PRIMARY KEY (\"Kéy's\", part))",
        "INSERT INTO worded SELECT 'k''\\' || (g % 700), g, 'sad', '{1.5,NULL}', g"
            + " FROM generate_series(1, 3000) g",
        "CREATE TABLE keyless (at timestamp, line text)",
        "INSERT INTO keyless SELECT '0044-03-15 BC', E'a\\tb\\n' || (g % 5)"
            + " FROM generate_series(1, 500) g",
        "CREATE TABLE computed (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, gone text,"
            + " v int, w int GENERATED ALWAYS AS (v * 2) STORED)",
        "ALTER TABLE computed DROP COLUMN gone",
        "INSERT INTO computed (v) SELECT generate_series(1, 50)",
        "CREATE TABLE parted (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
        "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2026-01-01') TO ('2026-07-01')",
        "CREATE TABLE parted_2 PARTITION OF parted DEFAULT",
        "INSERT INTO parted SELECT g, '2026-01-01'::date + g FROM generate_series(1, 400) g",
        "CREATE TABLE parent (id int PRIMARY KEY)",
        "CREATE TABLE child (v text) INHERITS (parent)",
        "INSERT INTO parent VALUES (1), (2)",
        "INSERT INTO child VALUES (1, 'a'), (1, 'a')",
        "CREATE TABLE of_nothing ()",
        "INSERT INTO of_nothing DEFAULT VALUES",
        "CREATE TABLE empty (id int PRIMARY KEY)");
    hooks.beforeCommit(
        3,
        () ->
            move.source.run(
                "UPDATE big SET v = 'changed' WHERE id % 3 = 0",
                "DELETE FROM big WHERE id % 7 = 0",
                "UPDATE big SET id = id + 100000 WHERE id % 11 = 0",
                "INSERT INTO big VALUES (-1, 'new', 1, now())",
                "DELETE FROM keyless WHERE line LIKE '%3'",
                "INSERT INTO keyless VALUES (NULL, NULL), (NULL, NULL)",
                "UPDATE parted SET at = '2027-01-01' WHERE id < 50",
                "INSERT INTO child VALUES (3, 'b')",
                "INSERT INTO empty VALUES (1)",
                "UPDATE worded SET m = 'glad' WHERE part % 2 = 0",
                "TRUNCATE computed"));

    // when
    move.started();
    move.settle();

    // then
    for (String table :
        List.of(
            "big",
            "scattered",
            "worded",
            "keyless",
            "computed",
            "parted",
            "parent",
            "child",
            "empty")) {
      move.assertEqual(table);
    }
    assertThat(move.target.rows("SELECT count(*) FROM app.of_nothing")).containsExactly("1");
    assertThat(number(CHUNKS + " WHERE table_name = 'big'")).isGreaterThan(5);
    assertThat(number(CHUNKS + " WHERE table_name = 'scattered'")).isBetween(2, 3);
    assertThat(number(CHUNKS + " WHERE table_name = 'worded'")).isGreaterThan(2);
    assertThat(number(LATER)).isZero();
    // A truncated table looks empty to a snapshot that began before.
    assertThat(move.status().progress().snapshot().rows()).isIn(13_905L, 13_955L);
    assertThat(move.status().progress().aside().deadLetters()).isZero();
  }

  @Test
  void valuesStayWhateverTheDatabasesPreset() throws Exception {
    // given: what both ends print and read by default loses something, and differs
    String values =
        "SELECT %d, '2026-03-29 02:30:00.123456+05:30', '24:00:00-15:59:59', '2026-02-01',"
            + " '-1 year +2 mons -3 days +04:05:06.7', 1234.56::numeric::money, 0.1::float8 + 0.2,"
            + " '\\xff005c27', ARRAY[NULL, 'NULL', E'a\\\\''b'],"
            + " tstzrange('2026-01-02', '2026-03-04'), ROW('2026-05-06'::date, 7.5::numeric::money)::pair,"
            + " '<a/>b<c/>'::text::xml, ARRAY['-00:00:01'::interval, NULL]";
    create(
        "SET xmloption = content",
        "CREATE TYPE pair AS (d date, m money)",
        "CREATE TABLE printed (id int PRIMARY KEY, ts timestamptz, tz timetz, d date, i interval,"
            + " m money, f float8, b bytea, a text[], r tstzrange, p pair, x xml, s interval[])",
        "CREATE TABLE binary_only (id int PRIMARY KEY, ts timestamptz, d date, i interval, b bytea)",
        "SET xmloption = content; SET standard_conforming_strings = on; INSERT INTO printed "
            + values.formatted(1),
        "INSERT INTO binary_only SELECT id, ts, d, i, b FROM printed");
    preset(
        move.source,
        List.of(
            "timezone = 'Asia/Kolkata'",
            "datestyle = 'SQL, DMY'",
            "intervalstyle = 'postgres_verbose'",
            "extra_float_digits = 0",
            "bytea_output = 'escape'",
            "xmloption = 'document'",
            "quote_all_identifiers = on",
            "standard_conforming_strings = off",
            "escape_string_warning = off",
            "lc_monetary = 'C.UTF-8'"));
    preset(
        move.target,
        List.of(
            "timezone = 'America/New_York'",
            "datestyle = 'German, MDY'",
            "intervalstyle = 'sql_standard'",
            "extra_float_digits = -15",
            "bytea_output = 'escape'",
            "array_nulls = off",
            "xmloption = 'document'",
            "standard_conforming_strings = off",
            "backslash_quote = off",
            "escape_string_warning = off",
            "lc_monetary = 'C.UTF-8'"));

    // when
    move.started();
    move.source.run(
        "SET xmloption = content; SET standard_conforming_strings = on; INSERT INTO printed "
            + values.formatted(2),
        "UPDATE printed SET i = i * 2, f = f * 3 WHERE id = 1",
        "INSERT INTO binary_only SELECT id, ts, d, i, b FROM printed WHERE id = 2");
    move.settle();

    // then
    String sent =
        "SELECT id, encode(timestamptz_send(ts) || timetz_send(tz) || date_send(d)"
            + " || interval_send(i) || cash_send(m) || float8send(f) || b || array_send(a)"
            + " || range_send(r) || cash_send((p).m) || date_send((p).d) || textsend(x::text),"
            + " 'hex'), s::text = s::text AND s[1] = '-1 second' AND s[2] IS NULL, a[1] IS NULL"
            + " FROM %s.printed ORDER BY 1";
    assertThat(move.target.rows(sent.formatted("app")))
        .hasSize(2)
        .isEqualTo(move.source.rows(sent.formatted("public")));
    String few =
        "SELECT id, encode(timestamptz_send(ts) || date_send(d) || interval_send(i) || b, 'hex')"
            + " FROM %s.binary_only ORDER BY 1";
    assertThat(move.target.rows(few.formatted("app")))
        .hasSize(2)
        .isEqualTo(move.source.rows(few.formatted("public")));
  }

  private static void preset(PlainDatabase database, List<String> settings) {
    settings.forEach(
        setting ->
            database.run(
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET "
                    + setting.replace("'", "''")
                    + "', current_database()); END $$"));
  }

  @Test
  void goesOnWhereItWasPaused() throws Exception {
    // given
    create(
        "CREATE TABLE big (id int PRIMARY KEY, v text)",
        "INSERT INTO big SELECT g, repeat('v', 100) FROM generate_series(1, 20000) g",
        "CREATE TABLE keyless (line text)",
        "INSERT INTO keyless SELECT 'line ' || g FROM generate_series(1, 100) g");
    CompletableFuture<Void> paused = new CompletableFuture<>();
    hooks.afterCommit(
        2,
        () ->
            CompletableFuture.runAsync(() -> apply.stop(move.stream()))
                .thenRun(() -> paused.complete(null)));
    begin();
    paused.get(60, TimeUnit.SECONDS);
    int done = number(DONE);

    // when
    assertThat(done).isLessThan(number(CHUNKS));
    assertThat(move.status().error()).isNull();
    move.source.run("INSERT INTO keyless VALUES ('while paused')");
    move.resume();
    awaitComplete();
    move.settle();

    // then
    move.assertEqual("big");
    move.assertEqual("keyless");
    assertThat(number(LATER)).isZero();
  }

  @Test
  void stopsWhenATableIsChangedWhileItIsCopied() throws Exception {
    // given
    create(
        "CREATE TABLE big (id int PRIMARY KEY, v int)",
        "INSERT INTO big SELECT g, g FROM generate_series(1, 20000) g");
    hooks.afterCommit(2, () -> move.source.run("ALTER TABLE big ALTER v TYPE bigint"));

    // when
    begin();

    // then
    assertThat(move.stopped().code()).isEqualTo("TRB-SCHEMA-CHANGED-DURING-SNAPSHOT");
  }

  @Test
  void stopsAtARowThatTheTargetRefusesAndGoesOnWhenThatIsMended() throws Exception {
    // given
    create(
        "CREATE TABLE big (id int PRIMARY KEY, v int)",
        "INSERT INTO big SELECT g, g FROM generate_series(1, 5000) g");
    move.prepare();
    move.target.run("ALTER TABLE app.big ADD CONSTRAINT odd CHECK (v <> 4000)");

    // when
    move.capture();
    move.resume();
    assertThat(move.stopped().message()).contains("public.big", "odd", "initial-copy: stream");
    move.target.run("ALTER TABLE app.big DROP CONSTRAINT odd");
    move.resume();
    awaitComplete();

    // then
    move.assertEqual("big");
  }
}
