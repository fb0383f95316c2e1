package io.tributary.cdc.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.common.plan.ColumnRule;
import io.tributary.common.plan.ConversionName;
import io.tributary.common.plan.ConvertedSource;
import io.tributary.common.plan.OnInvalid;
import io.tributary.common.plan.TableRule;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows go straight from file to target, and what the application does meanwhile follows them. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class SqliteCopyIT {
  private static final String NUMBERS =
      "WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < %d) ";

  @Inject ApplyService apply;
  private final ForcedCopyHooks hooks = new ForcedCopyHooks();
  private FileMigration move;

  @AfterEach
  void stop() throws Exception {
    move.close();
  }

  private void create(String sql) throws Exception {
    create(sql, OnInvalid.QUARANTINE, null);
  }

  private void create(String sql, OnInvalid onInvalid, String ddl) throws Exception {
    create(sql, onInvalid, ddl, Map.of());
  }

  private void create(String sql, OnInvalid onInvalid, String ddl, Map<String, TableRule> rules)
      throws Exception {
    move =
        new FileMigration(
            apply,
            hooks,
            file -> new ConvertedSource(file.path(), ddl, onInvalid, true, null, rules));
    move.write(sql);
  }

  private static String numbers(int rows) {
    return NUMBERS.formatted(rows);
  }

  private void begin() {
    move.prepare();
    move.capture();
    move.resume();
  }

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void copiesTablesOfEveryKindWhileTheirRowsChange(String journal) throws Exception {
    // given
    create(
        "PRAGMA journal_mode = "
            + journal
            + "; CREATE TABLE big (id INTEGER PRIMARY KEY, v TEXT, r REAL, b BLOB, n NUMERIC);"
            + numbers(6_000)
            + "INSERT INTO big SELECT i, 'tab'||char(9)||'line'||char(10,13)||'\\N \\'||char(233,8364,128512)||i,"
            + " i / 8.0, CASE WHEN i % 3 THEN zeroblob(i % 5) END, CASE i % 2 WHEN 0 THEN i ELSE i / 4.0 END FROM g;"
            + "CREATE TABLE worded (k TEXT PRIMARY KEY, v TEXT, u INTEGER UNIQUE);"
            + numbers(4_000)
            + "INSERT INTO worded SELECT 'k' || (i * 7919 % 4000), 'v' || i, i FROM g;"
            + "CREATE TABLE pair (a TEXT, b INTEGER, v TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID;"
            + numbers(3_000)
            + "INSERT INTO pair SELECT 'it''s' || (i % 70), i, 'v' || i FROM g;"
            + "CREATE TABLE loose (line TEXT);"
            + numbers(2_500)
            + "INSERT INTO loose SELECT 'line ' || (i % 5) FROM g;"
            + "CREATE TABLE empty (id INTEGER PRIMARY KEY)");
    // The first rows of "worded" are read by then, and its last are not.
    hooks.beforeCommit(
        7,
        () ->
            move.write(
                "UPDATE big SET v = 'changed' WHERE id % 3 = 0;"
                    + "DELETE FROM big WHERE id % 7 = 0;"
                    + "UPDATE big SET id = id + 100000 WHERE id % 11 = 0;"
                    + "INSERT INTO big VALUES (-1, 'new', 1, x'00ff', 7);"
                    // Moves each to another rowid, most of them behind what was read already.
                    + "INSERT OR REPLACE INTO worded SELECT k, v || ' again', u FROM worded WHERE u % 3 = 0;"
                    + "UPDATE worded SET u = -u WHERE u % 5 = 0;"
                    + "UPDATE pair SET b = -b WHERE b % 4 = 0;"
                    + "DELETE FROM loose WHERE line = 'line 3';"
                    + "INSERT INTO loose VALUES ('late'), ('late'), (NULL);"
                    + "INSERT INTO empty VALUES (1)"));

    // when
    begin();
    move.awaitComplete();
    move.settle();

    // then
    move.assertEqual(
        "SELECT id, hex(v), CAST(r * 8 AS INTEGER), CASE WHEN b IS NULL THEN 'null' ELSE hex(b) END, CAST(n * 4 AS INTEGER) FROM big",
        "SELECT id, upper(encode(convert_to(v, 'UTF8'), 'hex')), (r * 8)::bigint,"
            + " upper(encode(b, 'hex')), (n * 4)::bigint FROM app.big");
    move.assertEqual("SELECT k, v, u FROM worded", "SELECT k, v, u FROM app.worded");
    move.assertEqual("SELECT a, b, v FROM pair", "SELECT a, b, v FROM app.pair");
    move.assertEqual("SELECT coalesce(line, 'null') FROM loose", "SELECT line FROM app.loose");
    move.assertEqual("SELECT id FROM empty", "SELECT id FROM app.empty");
    for (String table : new String[] {"big", "worded", "pair", "loose"}) {
      assertThat(move.number(CopyScenario.CHUNKS + " WHERE table_name = '" + table + "'"))
          .as(table)
          .isGreaterThan(1);
    }
    assertThat(move.status().progress().quarantined()).isZero();
    assertThat(move.status().progress().snapshotRows()).isGreaterThan(14_000);
  }

  @Test
  void copiesOnceWhenKilledInTheMiddleOfAChunk() throws Exception {
    // given
    create(
        "CREATE TABLE worded (k TEXT PRIMARY KEY, n INTEGER);"
            + numbers(6_000)
            + "INSERT INTO worded SELECT 'k' || i, CASE i % 100 WHEN 0 THEN 'no number' ELSE i END FROM g;"
            + "CREATE TABLE loose (line TEXT);"
            + numbers(2_000)
            + "INSERT INTO loose SELECT 'line ' || i FROM g");
    hooks.beforeCommit(2, CopyScenario::die);
    hooks.afterCommit(3, CopyScenario::die);

    // when: killed with its rows written, and with its rows committed
    begin();
    assertThat(move.stopped().code()).isEqualTo("TRB-APPLY-UNEXPECTED");
    int done = move.number(CopyScenario.DONE);
    move.restartService();
    move.capture();
    move.write("UPDATE worded SET n = -n WHERE n % 10 = 1; INSERT INTO loose VALUES ('one')");
    move.resume();
    await().atMost(ChangingMigration.LIMIT).until(this::endedOrComplete);
    assertThat(move.number(CopyScenario.DONE)).isGreaterThanOrEqualTo(done);
    move.restartService();
    move.capture();
    move.write("DELETE FROM worded WHERE n % 10 = 2; UPDATE worded SET n = 7 WHERE k = 'k100'");
    move.resume();
    move.awaitComplete();
    move.settle();

    // then
    move.assertEqual(
        "SELECT k, n FROM worded WHERE typeof(n) = 'integer'", "SELECT k, n FROM app.worded");
    move.assertEqual("SELECT line FROM loose", "SELECT line FROM app.loose");
    move.assertEqual(
        "SELECT k FROM worded WHERE typeof(n) = 'text'",
        "SELECT source_key->>0 FROM tributary.quarantine");
    assertThat(move.status().progress().quarantined()).isEqualTo(59);
  }

  private boolean endedOrComplete() {
    return !move.status().running() || move.status().snapshotComplete();
  }

  @Test
  void setsRowsAsideAsTheStreamWould() throws Exception {
    // given: of each table one row more than once
    String tables =
        "CREATE TABLE typed (id INTEGER PRIMARY KEY, n INTEGER, t TEXT, r REAL);"
            + "INSERT INTO typed VALUES (1, 1, 'fine', 1.5), (2, 'word', 'x', 1),"
            + " (3, 3, 'nul' || char(0) || 'inside', 2), (4, 4, CAST(x'ff41' AS TEXT), 2),"
            + " (5, 5, x'00ff', 2), (6, 9007199254740993, NULL, 0.1), (7, 7.5, 'x', 1),"
            + " (8, 8, '', 'text'), (9, 9, char(65533), -0.0);"
            + "CREATE TABLE keyed (k TEXT, p INTEGER, PRIMARY KEY (k, p));"
            + "INSERT INTO keyed VALUES ('a', 1), (NULL, 1), (NULL, 1), ('b', NULL), ('c', 'c');";
    create(tables);
    move.prepare();
    move.target.run("ALTER TABLE app.typed ADD CONSTRAINT odd CHECK (id <> 6)");

    // when
    move.capture();
    move.resume();
    move.awaitComplete();

    // then
    List<String> copied = aside();
    assertThat(copied).hasSize(11).anyMatch(row -> row.contains("TARGET_REFUSED"));
    assertThat(move.target.rows("SELECT id, t FROM app.typed ORDER BY id"))
        .containsExactly("1|fine", "9|\uFFFD");
    assertThat(move.target.rows("SELECT k, p FROM app.keyed")).containsExactly("a|1");
    // and: the stream says the same of the same rows, and lets go what was corrected
    move.write("UPDATE typed SET r = r; UPDATE keyed SET p = p");
    move.settle();
    assertThat(aside()).isEqualTo(copied);
    move.write("UPDATE typed SET n = 2, t = 'x', r = 0 WHERE id <> 6; DELETE FROM keyed");
    move.settle();
    assertThat(aside()).hasSize(1);
    assertThat(move.number("SELECT count(*) FROM app.typed")).isEqualTo(8);
  }

  private List<String> aside() {
    return move.target.rows(
        "SELECT source_table, source_key - (CASE WHEN reason = 'NULL_KEY' THEN 2 ELSE 9 END),"
            + " source_column, reason, detail, source_row FROM tributary.quarantine ORDER BY 1, 2, 6");
  }

  @Test
  void stopsAtTheFirstRefusedRowAndGoesOnWhenThatIsMended() throws Exception {
    // given
    create(
        "CREATE TABLE typed (id INTEGER PRIMARY KEY, n INTEGER);"
            + numbers(5_000)
            + "INSERT INTO typed SELECT i, CASE i WHEN 4000 THEN 'word' ELSE i END FROM g",
        OnInvalid.STOP,
        null);

    // when, then
    begin();
    assertThat(move.stopped())
        .satisfies(
            error -> {
              assertThat(error.code()).isEqualTo("TRB-APPLY-ROW-REFUSED");
              assertThat(error.message()).contains("main.typed", "[\"4000\"]", "'word'");
            });
    assertThat(move.number("SELECT count(*) FROM tributary.quarantine")).isZero();
    move.write("UPDATE typed SET n = 4000 WHERE id = 4000");
    move.resume();
    move.awaitComplete();
    move.settle();
    move.assertEqual("SELECT id, n FROM typed", "SELECT id, n FROM app.typed");
  }

  @Test
  void tellsWhichKeyOfTheSourceEachKeyOfTheTargetWas() throws Exception {
    // given: every hundredth key is there in two spellings
    create(
        "CREATE TABLE thing (id TEXT PRIMARY KEY, v TEXT);"
            + numbers(3_000)
            + "INSERT INTO thing SELECT printf('0f8fad5b-d9cb-469f-a165-%012x', i), 'v' || i FROM g;"
            + numbers(30)
            + "INSERT INTO thing SELECT upper(printf('0f8fad5b-d9cb-469f-a165-%012x', i * 100)), 'twin' FROM g;"
            + "CREATE TABLE part (id INTEGER PRIMARY KEY, thing TEXT REFERENCES thing);"
            + "INSERT INTO part SELECT rowid, id FROM thing",
        OnInvalid.QUARANTINE,
        null,
        Map.of("thing", column("id", ConversionName.UUID)));
    hooks.afterCommit(2, CopyScenario::die);

    // when
    begin();
    assertThat(move.stopped().code()).isEqualTo("TRB-APPLY-UNEXPECTED");
    move.resume();
    move.awaitComplete();

    // then
    assertThat(move.number("SELECT count(*) FROM app.thing")).isEqualTo(3_000);
    assertThat(move.number("SELECT count(*) FROM tributary.key_map")).isEqualTo(3_000);
    assertThat(
            move.target.rows(
                "SELECT DISTINCT reason FROM tributary.quarantine WHERE source_key->>0 LIKE '0F8F%'"))
        .containsExactly("KEY_COLLISION");
    assertThat(move.status().progress().quarantined()).isEqualTo(30);
    // and: the one that waited gets the key when the other is gone
    move.write("PRAGMA foreign_keys = off; DELETE FROM thing WHERE v <> 'twin' AND v LIKE '%00'");
    move.settle();
    assertThat(move.status().progress().quarantined()).isZero();
    assertThat(move.number("SELECT count(*) FROM app.thing WHERE v = 'twin'")).isEqualTo(30);
  }

  private static TableRule column(String name, ConversionName conversion) {
    return new TableRule(
        null, Map.of(name, new ColumnRule(null, false, null, conversion.word(), Map.of())));
  }

  @Test
  void sendsRowsOverTheTopicWhereThatIsAskedFor() throws Exception {
    // given
    create("CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1), (2)");
    move.overTheTopic();

    // when
    begin();
    move.awaitComplete();
    move.settle();

    // then
    assertThat(move.target.rows("SELECT id FROM app.t ORDER BY 1")).containsExactly("1", "2");
    assertThat(move.number(CopyScenario.CHUNKS)).isZero();
  }
}
