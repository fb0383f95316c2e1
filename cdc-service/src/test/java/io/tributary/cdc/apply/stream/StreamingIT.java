package io.tributary.cdc.apply.stream;

import static io.tributary.cdc.apply.fixture.Cells.UNCHANGED;
import static io.tributary.cdc.apply.fixture.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyScenario;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What changes do to the target's rows. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class StreamingIT extends ApplyScenario {

  @BeforeEach
  void tables() {
    target.table("app.item", "id int PRIMARY KEY, code text UNIQUE, big text");
    target.table("app.line", "a json, b char(5), c numeric(10,2)");
    emptySnapshot();
  }

  @Test
  void appliesInsertsUpdatesAndDeletes() {
    // given
    start();
    // when
    topic
        .begin()
        .insert("item", row("id", "1", "code", "a", "big", null))
        .insert("item", row("id", "2", "code", "b", "big", ""))
        .insert("item", row("id", "3", "code", "c", "big", "x"))
        .end();
    topic
        .begin()
        .update("item", row("id", "1", "code", "a2", "big", "long"))
        .delete("item", row("id", "3", "code", null, "big", null))
        .end();
    settle();
    topic.begin().update("item", row("id", "1", "code", "a3", "big", UNCHANGED)).end();
    settle();
    // then
    assertThat(target.rows("SELECT * FROM app.item ORDER BY id"))
        .containsExactly("1|a3|long", "2|b|");
    assertThat(apply.status(stream).progress().applied().changes()).isEqualTo(6);
    assertThat(apply.status(stream).progress().applied().transactions()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\"; DROP SCHEMA app CASCADE; --",
        "x'); DROP SCHEMA app CASCADE; --",
        "$1",
        "x\n; DROP SCHEMA app CASCADE; --\r\t\u001b[2J",
        "%s %1$s {0} ${env:HOME} \\' \\n",
        "<script>alert(1)</script>",
        "../../etc"
      })
  void namesThatAreStatementsAreNames(String name) {
    // given
    String quoted = '"' + name.replace("\"", "\"\"") + '"';
    target.table("app." + quoted, quoted + " text PRIMARY KEY, \"b'\" text");
    start();
    // when
    topic
        .begin()
        .insert(name, row(name, name, "b'", name))
        .insert(name, row(name, "gone", "b'", ""))
        .end();
    topic
        .begin()
        .update(name, row(name, name, "b'", "'" + name))
        .delete(name, row(name, "gone", "b'", null))
        .end();
    settle();
    // then
    assertThat(target.one("SELECT * FROM app." + quoted)).isEqualTo(name + "|'" + name);
    assertThat(target.one("SELECT count(*) FROM app.item")).isEqualTo("0");
  }

  @Test
  void rowsMaySwapUniqueValues() {
    // given
    start();
    topic
        .begin()
        .insert("item", row("id", "1", "code", "a", "big", "one"))
        .insert("item", row("id", "2", "code", "b", "big", "two"))
        .end();
    settle();
    // when
    topic
        .begin()
        .update("item", row("id", "1", "code", "tmp", "big", UNCHANGED))
        .update("item", row("id", "2", "code", "a", "big", UNCHANGED))
        .update("item", row("id", "1", "code", "b", "big", UNCHANGED))
        .end();
    settle();
    // then
    assertThat(target.rows("SELECT * FROM app.item ORDER BY id"))
        .containsExactly("1|b|one", "2|a|two");
  }

  @Test
  void keyChangeTakesUnchangedValuesFromTheOldRow() {
    // given
    start();
    topic
        .begin()
        .insert("item", row("id", "1", "code", "a", "big", "one"))
        .insert("item", row("id", "2", "code", "b", "big", "two"))
        .end();
    settle();
    // when: 1 → 9 → 2, after 2 → 5
    topic
        .begin()
        .changeKey(
            "item", row("id", "2"), row("id", "5"), row("id", "5", "code", "b", "big", UNCHANGED))
        .changeKey(
            "item", row("id", "1"), row("id", "9"), row("id", "9", "code", "a", "big", UNCHANGED))
        .changeKey(
            "item", row("id", "9"), row("id", "2"), row("id", "2", "code", "z", "big", UNCHANGED))
        .update("item", row("id", "2", "code", "y", "big", UNCHANGED))
        .end();
    settle();
    // then
    assertThat(target.rows("SELECT * FROM app.item ORDER BY id"))
        .containsExactly("2|y|one", "5|b|two");
  }

  @Test
  void truncateEmptiesAlsoWhereForeignKeysRefer() {
    // given
    target.table("app.child", "id int PRIMARY KEY, item int REFERENCES app.item");
    start();
    topic
        .begin()
        .insert("item", row("id", "1", "code", "a", "big", "one"))
        .insert("child", row("id", "1", "item", "1"))
        .insert("line", row("a", "{}", "b", "x", "c", "1.00"))
        .end();
    settle();
    // when
    topic
        .begin()
        .insert("item", row("id", "7", "code", "q", "big", "seven"))
        .truncate("item")
        .truncate("child")
        .truncate("line")
        .insert("item", row("id", "2", "code", "a", "big", "two"))
        .end();
    settle();
    // then
    assertThat(target.rows("SELECT * FROM app.item")).containsExactly("2|a|two");
    assertThat(target.rows("SELECT * FROM app.child")).isEmpty();
    assertThat(target.rows("SELECT * FROM app.line")).isEmpty();
  }

  @Test
  void deletesOneOfEqualRowsOfATableWithoutKey() {
    // given
    start();
    topic
        .begin()
        .insert("line", row("a", "{\"x\": 1}", "b", "ab   ", "c", "1.50"))
        .insert("line", row("a", "{\"x\": 1}", "b", "ab   ", "c", "1.50"))
        .insert("line", row("a", "{\"x\": 1}", "b", "ab   ", "c", "1.50"))
        .insert("line", row("a", null, "b", null, "c", null))
        .end();
    settle();
    // when
    topic
        .begin()
        .delete("line", row("a", "{\"x\": 1}", "b", "ab   ", "c", "1.50"))
        .updateFull(
            "line",
            row("a", "{\"x\": 1}", "b", "ab   ", "c", "1.50"),
            row("a", UNCHANGED, "b", "cd   ", "c", "1.50"))
        .updateFull(
            "line", row("a", null, "b", null, "c", null), row("a", null, "b", null, "c", "0.00"))
        .end();
    settle();
    // then
    assertThat(target.rows("SELECT * FROM app.line ORDER BY c, b"))
        .containsExactly("null|null|0.00", "{\"x\": 1}|ab   |1.50", "{\"x\": 1}|cd   |1.50");
  }

  @Test
  void castsEveryTypeWithoutLoss() {
    // given
    target.run(
        "CREATE TYPE app.\"Mood\" AS ENUM ('glad', 'sad'); CREATE DOMAIN app.short AS varchar(3)");
    target.table(
        "app.types",
        "id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, twice bigint GENERATED ALWAYS AS (n * 2)"
            + " STORED, n int, m app.\"Mood\", ms app.\"Mood\"[], s app.short, v varchar(3), b bit(3),"
            + " t timestamptz, i interval, f float8, r bytea, j jsonb, tags text[][], c char(3)");
    start();
    // when
    topic
        .begin()
        .insert(
            "types",
            row(
                "id",
                "42",
                "n",
                "21",
                "m",
                "sad",
                "ms",
                "{glad,NULL}",
                "s",
                "abc",
                "v",
                "xyz",
                "b",
                "101",
                "t",
                "0044-03-15 12:00:00.123456+00 BC",
                "i",
                "1 mon -2 days",
                "f",
                "5e-324",
                "r",
                "\\x00ff",
                "j",
                "{\"a\": 1}",
                "tags",
                "{{a,NULL},{\"b c\",d}}",
                "c",
                "z  "))
        .end();
    settle();
    // then
    assertThat(target.rows("SELECT * FROM app.types"))
        .containsExactly(
            "42|42|21|sad|{glad,NULL}|abc|xyz|101|0044-03-15 12:00:00.123456+00 BC|1 mon -2 days|"
                + "5e-324|\\x00ff|{\"a\": 1}|{{a,NULL},{\"b c\",d}}|z  ");
  }

  @Test
  void movesTablesToTheirOwnSchemaAndLeavesExcludedOnesAlone() {
    // given
    target.table("other.moved", "id int PRIMARY KEY");
    start();
    // when
    topic.begin().insert("moved", row("id", "1")).insert("stays", row("id", "1")).end();
    settle();
    // then
    assertThat(target.rows("SELECT * FROM other.moved")).containsExactly("1");
  }

  @Test
  void stopsWhenARowThatIsToBeChangedIsGone() {
    // given
    start();
    topic.begin().insert("item", row("id", "1", "code", "a", "big", "one")).end();
    settle();
    target.run("DELETE FROM app.item");
    // when
    topic.begin().update("item", row("id", "1", "code", "b", "big", UNCHANGED)).end();
    topic.flush();
    // then
    awaitError("TRB-APPLY-ROW-MISSING");
    awaitStopped();
    assertThat(apply.status(stream).error().message()).contains("app.item").contains("[1]");
  }
}
