package io.tributary.cdc.apply.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.FileCopyScenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application does to its file as a whole while its rows are copied. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class SqliteCopyFileChangesIT extends FileCopyScenario {
  private static final String LOOSE =
      "CREATE TABLE loose (line TEXT);"
          + numbers(6_000)
          + "INSERT INTO loose SELECT 'line ' || i FROM g;"
          + "DELETE FROM loose WHERE rowid % 3 = 0;"
          + "CREATE TABLE worded (k TEXT PRIMARY KEY, v TEXT);"
          + numbers(3_000)
          + "INSERT INTO worded SELECT 'k' || i, 'v' || i FROM g;"
          + "DELETE FROM worded WHERE rowid % 4 = 0;";

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void copiesEachRowOnceWhenVacuumRenumbersThemInBetween(String journal) throws Exception {
    // given
    create("PRAGMA journal_mode = " + journal + ";" + LOOSE);
    hooks.beforeCommit(
        4,
        () ->
            move.write(
                "DELETE FROM loose WHERE rowid % 5 = 0; VACUUM;"
                    + "UPDATE loose SET line = line || ' after' WHERE rowid % 7 = 0;"
                    + "INSERT INTO loose VALUES ('late'), ('late');"
                    + "DELETE FROM worded WHERE rowid % 9 = 0"));

    // when
    begin();
    move.awaitComplete();
    move.settle();

    // then
    move.assertEqual("SELECT line FROM loose", "SELECT line FROM app.loose");
    move.assertEqual("SELECT k, v FROM worded", "SELECT k, v FROM app.worded");
    assertThat(move.status().progress().aside().quarantined()).isZero();
  }

  @Test
  void stopsAtATableThatGetsAnotherColumnInBetween() throws Exception {
    // given
    create(LOOSE);
    hooks.beforeCommit(
        4, () -> move.write("ALTER TABLE worded ADD COLUMN more TEXT DEFAULT 'as ever'"));

    // when
    begin();

    // then
    assertThat(move.stopped().code()).isEqualTo("TRB-CAPTURE-TABLE-CHANGED");
    assertThat(move.stopped().message())
        .contains("main.worded", "column more was added", "./tributary restart");
  }

  @Test
  void stopsAtATableThatIsDroppedInBetween() throws Exception {
    // given
    create(LOOSE);
    hooks.beforeCommit(1, () -> move.write("DROP TABLE worded"));

    // when
    begin();

    // then
    assertThat(move.stopped().code()).isIn("TRB-COPY-SOURCE-REFUSED", "TRB-CAPTURE-TABLE-CHANGED");
    assertThat(move.stopped().message()).contains("main.worded", "./tributary restart");
  }
}
