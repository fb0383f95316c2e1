package io.tributary.cdc.apply.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.CopyScenario;
import io.tributary.cdc.apply.fixture.FileCopyScenario;
import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.ConversionName;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.common.plan.rule.TableRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows of a file that do not go into the target are treated as on the stream's way. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class SqliteCopyRefusalsIT extends FileCopyScenario {

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
  void countsRowsThatReferToNothingWhenTheFirstCopyIsCompleteAndLetsThemGoWhenTheyAreMended()
      throws Exception {
    create(ORPHANS);
    begin();
    countsAndLetsGo();
  }

  @Test
  void countsThemWhereTheFirstRowsComeOverTheTopic() throws Exception {
    create(ORPHANS);
    move.overTheTopic();
    begin();
    countsAndLetsGo();
  }

  /** 40 children of nobody, and 5 that refer to those. */
  private static final String ORPHANS =
      "CREATE TABLE parent (id INTEGER PRIMARY KEY);"
          + "CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent);"
          + "CREATE TABLE leaf (id INTEGER PRIMARY KEY, child INTEGER REFERENCES child);"
          + "INSERT INTO parent VALUES (1);"
          + numbers(50)
          + "INSERT INTO child SELECT i, CASE WHEN i <= 40 THEN 7 ELSE 1 END FROM g;"
          + numbers(10)
          + "INSERT INTO leaf SELECT i, 35 + i FROM g;";

  private void countsAndLetsGo() {
    // the moment at which the copy is complete is the first at which anybody may ask
    move.awaitComplete();
    assertThat(move.status().progress().aside().quarantined()).isEqualTo(45);
    assertThat(move.number("SELECT count(*) FROM tributary.quarantine")).isEqualTo(45);

    // when: mended at the source, by a row and by a deletion
    move.write("UPDATE child SET parent = 1 WHERE id <= 10; DELETE FROM child WHERE id = 11");
    move.settle();

    // then
    assertThat(move.status().progress().aside().quarantined()).isEqualTo(34);
    assertThat(move.number("SELECT count(*) FROM tributary.quarantine")).isEqualTo(34);
    assertThat(move.number("SELECT count(*) FROM app.child")).isEqualTo(20);
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
              assertThat(error.message())
                  .contains("main.typed", "[\"4000\"]")
                  .doesNotContain("'word'");
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
    assertThat(move.status().progress().aside().quarantined()).isEqualTo(30);
    // and: the one that waited gets the key when the other is gone
    move.write("PRAGMA foreign_keys = off; DELETE FROM thing WHERE v <> 'twin' AND v LIKE '%00'");
    move.settle();
    assertThat(move.status().progress().aside().quarantined()).isZero();
    assertThat(move.number("SELECT count(*) FROM app.thing WHERE v = 'twin'")).isEqualTo(30);
  }

  private static TableRule column(String name, ConversionName conversion) {
    return new TableRule(
        null, Map.of(name, new ColumnRule(null, false, null, conversion.word(), Map.of())));
  }
}
