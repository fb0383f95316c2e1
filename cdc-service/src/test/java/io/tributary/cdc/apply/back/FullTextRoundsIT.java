package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.common.plan.rule.ConversionRules;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The full-text index of a SQLite file, which its application keeps by triggers, finds what the
 * rows say however often the sides change. The {@code sqlite3} program's own FTS5 judges.
 */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class FullTextRoundsIT {
  private static final int ROUNDS = 3;
  private static final List<String> WORDS =
      List.of("apple", "pear", "file", "target", "changed", "moved", "gone", "again");

  @Inject ApplyService apply;
  private TwoWayFile move;

  @BeforeEach
  void create() throws Exception {
    move =
        new TwoWayFile(
            apply,
            ConversionRules.UNSAID,
            """
            PRAGMA journal_mode = wal;
            CREATE TABLE note (id INTEGER PRIMARY KEY, title TEXT, body TEXT, seen INTEGER);
            CREATE VIRTUAL TABLE found USING fts5(title, body, content='note', content_rowid='id');
            CREATE TRIGGER note_ai AFTER INSERT ON note BEGIN
              INSERT INTO found(rowid, title, body) VALUES (new.id, new.title, new.body); END;
            CREATE TRIGGER note_ad AFTER DELETE ON note BEGIN
              INSERT INTO found(found, rowid, title, body)
              VALUES ('delete', old.id, old.title, old.body); END;
            CREATE TRIGGER note_au AFTER UPDATE ON note BEGIN
              INSERT INTO found(found, rowid, title, body)
              VALUES ('delete', old.id, old.title, old.body);
              INSERT INTO found(rowid, title, body) VALUES (new.id, new.title, new.body); END;
            INSERT INTO note VALUES (1, 'apple', 'early', 0), (2, 'pear', 'early', 0)\
            """);
    move.begin();
  }

  @AfterEach
  void stop() throws Exception {
    move.close();
  }

  @Test
  void findsWhatTheRowsSayHoweverOftenTheSidesChange() throws Exception {
    for (int round = 1; round <= ROUNDS; round++) {
      // given what the file's application writes
      move.write(
          "INSERT INTO note VALUES (%1$d, 'file', 'pear %1$d', 0), (%2$d, 'gone', NULL, 0)"
              .formatted(10 * round, 10 * round + 1));
      move.change(move.out);

      // when the target's application changes rows, as often as it likes in one transaction
      atTarget(
          "INSERT INTO app.note VALUES (%d, 'target', 'apple again', 0)".formatted(10 * round + 2),
          "UPDATE app.note SET body = 'changed ' || id WHERE id = " + 10 * round,
          "UPDATE app.note SET body = body || ' again' WHERE id = " + 10 * round,
          "UPDATE app.note SET seen = seen + 1",
          "DELETE FROM app.note WHERE id = " + (10 * round + 1),
          "UPDATE app.note SET id = id + 1000, title = 'moved' WHERE id = " + 10 * round);
      if (round == 2) {
        atTarget("DELETE FROM app.note WHERE id < 3");
      }
      move.change(move.back);

      // then
      assertIndexed();
      move.restartService();
    }
    assertThat(move.lines("SELECT rowid FROM found WHERE found MATCH 'moved' ORDER BY rowid"))
        .containsExactly("1010", "1020", "1030");
    assertThat(move.lines("SELECT rowid FROM found WHERE found MATCH 'gone OR early'")).isEmpty();
    assertThat(move.status(move.out).error()).isNull();
    assertThat(move.status(move.back).error()).isNull();
  }

  @Test
  void isEmptyBehindATruncateAndGoesOn() throws Exception {
    // given
    move.change(move.out);

    // when
    atTarget("TRUNCATE app.note", "INSERT INTO app.note VALUES (7, 'apple', 'target', 0)");
    move.change(move.back);
    move.write("INSERT INTO note VALUES (8, 'pear', 'file', 0)");

    // then
    assertIndexed();
    assertThat(move.lines("SELECT rowid FROM found WHERE found MATCH 'apple OR pear' ORDER BY 1"))
        .containsExactly("7", "8");
  }

  /** FTS5 holds its index against the rows, and finds for each word the rows that have it. */
  private void assertIndexed() {
    move.write("INSERT INTO found(found, rank) VALUES ('integrity-check', 1)");
    for (String word : WORDS) {
      assertThat(
              move.lines("SELECT rowid FROM found WHERE found MATCH '" + word + "' ORDER BY rowid"))
          .as(word)
          .isEqualTo(
              move.lines(
                  """
                  SELECT id FROM note
                  WHERE ' ' || title || ' ' || coalesce(body, '') || ' ' LIKE '%% %s %%' ORDER BY id\
                  """
                      .formatted(word)));
    }
  }

  /** In one transaction. */
  private void atTarget(String... statements) throws SQLException {
    try (Connection connection = move.asApplication();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
    }
  }
}
