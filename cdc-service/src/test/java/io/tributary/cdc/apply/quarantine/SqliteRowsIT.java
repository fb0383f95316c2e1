package io.tributary.cdc.apply.quarantine;

import static io.tributary.cdc.apply.fixture.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.SqliteScenario;
import io.tributary.common.plan.rule.OnInvalid;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows of a SQLite source on their way into typed tables. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class SqliteRowsIT extends SqliteScenario {
  private static final String KINDS =
      "CREATE TABLE kinds (id INTEGER PRIMARY KEY, r REAL, d DECIMAL(9,2), b BLOB, f BOOLEAN,"
          + " t DATETIME, j JSON, x, twice INTEGER AS (id * 2) VIRTUAL)";

  @Test
  void readsEachValueByItsStorageClass() {
    // given
    target.run("DELETE FROM tributary.preparation");
    migration = target.sqliteMigration(stream.migration(), OnInvalid.QUARANTINE, KINDS);
    target.table(
        "app.kinds",
        "id bigint PRIMARY KEY, r float8, d numeric(9,2), b bytea, f boolean, t timestamp, j json,"
            + " x text");
    start();
    emptySnapshot();

    // when
    topic
        .begin()
        .classes("t", "text", "j", "text", "x", "integer")
        .update("kinds", kinds("9223372036854775807", "0.1", "42"))
        .classes("t", "text", "j", "text", "x", "real", "r", "integer")
        .update("kinds", kinds("2", "3", "1e+300"))
        .classes("t", "text", "j", "text", "r", "text")
        .update("kinds", kinds("3", "not a real", "\\x00"))
        .end();
    settle();

    // then
    assertThat(target.rows("SELECT id, r, d, b, f, t, j, x FROM app.kinds ORDER BY id"))
        .containsExactly(
            "2|3|1.98|\\x00ff|t|2024-02-29 12:00:00|{\"a\": 1}|1E+300",
            "9223372036854775807|0.1|1.98|\\x00ff|t|2024-02-29 12:00:00|{\"a\": 1}|42");
    assertThat(target.rows("SELECT source_key, source_column FROM tributary.quarantine"))
        .containsExactly("[\"3\"]|r");
  }

  @Test
  void carriesRowsOfATableWithoutAKeyByTheirRowid() {
    // given
    target.run("DELETE FROM tributary.preparation");
    migration =
        target.sqliteMigration(
            stream.migration(), OnInvalid.QUARANTINE, "CREATE TABLE note (v TEXT)");
    target.table("app.note", "v text, tributary_rowid bigint PRIMARY KEY");
    start();
    topic.snapshotStarted();
    topic.snapshotRow("note", row("rowid", "1", "v", "same"));
    topic.snapshotRow("note", row("rowid", "2", "v", "same"));
    topic.snapshotCompleted();

    // when
    topic
        .begin()
        .declare("note", "rowid", "rowid", "INTEGER", "v", "text")
        .delete("note", row("rowid", "1", "v", null))
        .update("note", row("rowid", "3", "v", "new"))
        .end();
    settle();

    // then
    assertThat(target.rows("SELECT v FROM app.note ORDER BY tributary_rowid"))
        .containsExactly("same", "new");
  }

  @Test
  void stopsWhereATableIsNotWhatTheMappingWasMadeFor() {
    // given
    start();
    emptySnapshot();
    item(topic.begin(), "1", "1", "a")
        .declare(
            "item", "id", "id", "INTEGER", "n", "INTEGER", "v", "VARCHAR( 5 )", "at", "datetime")
        .end();
    settle();

    // when
    item(topic.begin(), "2", "2", "b").end();
    item(
            topic
                .begin()
                .declare("item", "id", "id", "INTEGER", "n", "TEXT", "v", "VARCHAR(5)", "more", ""),
            "3",
            "3",
            "c")
        .end();
    awaitError("TRB-APPLY-SCHEMA-CHANGED");

    // then
    assertThat(apply.status(stream).error().message())
        .contains(
            "main.item", "n is declared TEXT and was INTEGER", "more was added", "at is gone");
    awaitStopped();
    assertThat(items()).containsExactly("1|1|a", "2|2|b");
  }

  @Test
  void stopsAtATableThatItDoesNotKnowAndPassesOneThatStays() {
    // given
    start();
    emptySnapshot();
    topic.begin().update("stays", row("id", "1")).end();
    settle();

    // when
    topic.begin().update("fresh", row("id", "1")).end();
    awaitError("TRB-APPLY-SCHEMA-CHANGED");

    // then
    assertThat(apply.status(stream).error().message()).contains("main.fresh");
  }

  @Test
  void doesNotStartWithoutItsMapping() {
    // given
    target.run("DELETE FROM tributary.preparation");
    // when
    start();
    // then
    awaitError("TRB-APPLY-MAPPING-MISSING");
  }

  private static Map<String, String> kinds(String id, String r, String x) {
    return row(
        "id",
        id,
        "r",
        r,
        "d",
        "1.98",
        "b",
        "\\x00ff",
        "f",
        "1",
        "t",
        "2024-02-29 12:00:00",
        "j",
        "{\"a\": 1}",
        "x",
        x,
        "twice",
        "0");
  }
}
