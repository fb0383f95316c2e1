package io.tributary.cdc.apply.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.ChangingMigration;
import io.tributary.cdc.apply.fixture.CopyScenario;
import io.tributary.cdc.apply.fixture.FileCopyScenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows go straight from file to target, and what the application does meanwhile follows them. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class SqliteCopyIT extends FileCopyScenario {

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
    assertThat(move.status().progress().aside().quarantined()).isZero();
    assertThat(move.status().progress().snapshot().rows()).isGreaterThan(14_000);
  }

  @Test
  void keepsTheSearchInStepWhileRowsAreCopiedAndChange() throws Exception {
    // given: one row is longer than a tsvector can be
    create(
        "CREATE TABLE docs (id INTEGER PRIMARY KEY, title TEXT, body TEXT);"
            + numbers(3_000)
            + "INSERT INTO docs SELECT i, 'title ' || i, 'river ' || (i % 7) FROM g;"
            + numbers(300_000)
            + "INSERT INTO docs SELECT 9000, 'long', group_concat(i * 7919 || 'x-' || i, ' ') FROM g;"
            + "CREATE VIRTUAL TABLE docs_fts USING fts5(title, body, content='docs',"
            + " content_rowid='id')");
    hooks.beforeCommit(
        1,
        () ->
            move.write(
                "UPDATE docs SET body = 'delta' WHERE id % 5 = 0; DELETE FROM docs WHERE id % 9 = 0"));

    // when
    begin();
    move.awaitComplete();
    move.write(
        "UPDATE docs SET title = 'estuary' WHERE id = 1; INSERT INTO docs VALUES (0, NULL, NULL)");
    move.settle();

    // then
    move.assertEqual(
        "SELECT id, coalesce(title, 'null'), length(coalesce(body, '')) FROM docs",
        "SELECT id, title, length(coalesce(body, '')) FROM app.docs");
    move.assertEqual(
        "SELECT count(*) FROM docs WHERE body = 'delta'",
        "SELECT count(*) FROM app.docs WHERE docs_fts @@ to_tsquery('simple', 'delta:B')");
    assertThat(
            move.number(
                "SELECT id FROM app.docs WHERE docs_fts @@ to_tsquery('simple', 'estuary')"))
        .isEqualTo(1);
    assertThat(move.status().progress().aside().quarantined()).isZero();
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
    assertThat(move.status().progress().aside().quarantined()).isEqualTo(59);
  }

  private boolean endedOrComplete() {
    return !move.status().running() || move.status().snapshotComplete();
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
