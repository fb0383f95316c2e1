package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.files.sqlite.source.SqliteFileError;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A SQLite file and its target take turns in being written to. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class FileRoundsIT {
  private static final int ROUNDS = 3;

  @Inject ApplyService apply;
  private TwoWayFile move;

  @BeforeEach
  void create() throws Exception {
    move =
        new TwoWayFile(
            apply,
            new ConversionRules(OnInvalid.QUARANTINE, true, "UTC", Map.of()),
            """
            PRAGMA journal_mode = wal;
            CREATE TABLE account (
              id INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL UNIQUE,
              changed INTEGER NOT NULL DEFAULT 0, score REAL, made DATETIME, settings JSON,
              doubled INTEGER AS (changed * 2));
            CREATE TABLE line (said TEXT);
            CREATE TABLE tag (name TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID;
            CREATE TABLE photo (id INTEGER PRIMARY KEY, content BLOB, loose);
            CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES account (id));
            INSERT INTO child VALUES (50, 1);
            CREATE TRIGGER looked AFTER UPDATE ON account BEGIN
              INSERT INTO line VALUES ('trigger'); END;
            INSERT INTO account (id, owner, score, made, settings) VALUES
              (1, 'first', 1.50, '2024-01-02T03:04:05Z', '{ "b" : 1, "a":[1.0,2] }'),
              (7, 'seventh', 3, '2024-01-02 03:04:05.1', NULL);
            INSERT INTO line SELECT 'early' FROM json_each('[1,2,3]');
            INSERT INTO tag VALUES ('t', 1), ('u', 2);
            INSERT INTO photo VALUES (1, x'00ff', 'text'), (2, x'', 7), (3, NULL, 2.5)\
            """);
    move.begin();
  }

  @AfterEach
  void stop() throws Exception {
    move.close();
  }

  @Test
  void opensTheTargetOfALaterMigrationOfThatName() throws Exception {
    // given
    move.change(move.out);
    move.change(move.back);
    move.abort();
    move.begin();

    // when
    change(move.out);

    // then
    atTarget("INSERT INTO app.tag VALUES ('of the later one', 3)");
    await()
        .atMost(TwoWayStreams.LIMIT)
        .untilAsserted(
            () ->
                assertThat(move.lines("SELECT n FROM tag WHERE name = 'of the later one'"))
                    .containsExactly("3"));
    assertThat(move.status(move.back).error()).isNull();
  }

  @Test
  void opensATargetAgainAsStrictlyAsForTheFirstTime() throws Exception {
    // given a fence that lets some writes through
    SourceDriver first = move.close(move.out);
    dropOneTriggerOfTheFence();
    // when, then
    assertThatThrownBy(first::open).hasMessageContaining("the source accepts writes again");
    assertThat(first.opened()).isFalse();
    first.liftFence("");

    // given
    change(move.out);
    change(move.back);
    SourceDriver second = move.close(move.out);
    dropOneTriggerOfTheFence();
    // when, then
    assertThatThrownBy(second::open).hasMessageContaining("is not lifted");
    assertThat(second.opened()).isFalse();
  }

  @Test
  void refusesBeforeTheCutoverAFileIntoWhichNobodyCouldWriteHome() {
    // given: a trigger that stays calls a function that only the application has
    move.write(
        "CREATE TABLE beside (n); CREATE TRIGGER counted AFTER INSERT ON tag BEGIN"
            + " INSERT INTO beside VALUES (only_mine(new.n)); END");

    // then: the stream home is not made, and no cutover begins; both say why
    assertThatThrownBy(() -> move.homeward().prepare())
        .hasMessageContaining("table tag")
        .hasMessageContaining("only_mine");
    assertThatThrownBy(() -> move.outward().rehearse())
        .hasMessageContaining("table tag")
        .hasMessageContaining("only_mine");
    assertThat(move.outward().standingFence()).isEmpty();

    // and: when it is gone, there is nothing left of the trying
    move.write("DROP TRIGGER counted");
    move.homeward().prepare();
    assertThat(move.lines("SELECT count(*) FROM sqlite_master WHERE name = 'looked'"))
        .containsExactly("1");
  }

  @Test
  void fencesNothingWhileAReaderWouldKeepTheFileFromBeingOpened() throws Exception {
    // given: a file without a write-ahead log, whose readers keep every writer out
    try (TwoWayFile plain =
        new TwoWayFile(
            apply,
            new ConversionRules(OnInvalid.QUARANTINE, true, "UTC", Map.of()),
            "CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)")) {
      plain.begin();
      plain.change(plain.out);

      // when
      try (Connection reader = DriverManager.getConnection("jdbc:sqlite:" + plain.path)) {
        reader.setAutoCommit(false);
        try (Statement statement = reader.createStatement()) {
          statement.executeQuery("SELECT id FROM t").next();
          assertThatThrownBy(() -> plain.homeward().rehearse())
              .isInstanceOfSatisfying(
                  TributaryException.class,
                  e -> assertThat(e.report().code()).isEqualTo(SqliteFileError.BUSY.code()));
        }
      }

      // then
      assertThat(plain.homeward().standingFence()).isEmpty();
      plain.change(plain.back);
    }
  }

  private void dropOneTriggerOfTheFence() {
    String trigger =
        move.lines(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB '_tributary_fence_*' ORDER BY name")
            .get(0);
    move.write("DROP TRIGGER \"" + trigger + "\"");
  }

  @Test
  void takesEveryWriteHomeHoweverOftenTheSidesChange() throws Exception {
    for (int round = 1; round <= ROUNDS; round++) {
      // when the application writes to the file, and then to the target
      move.write(
          "INSERT INTO account (owner, score) VALUES ('file %1$d', %1$d.5);".formatted(round)
              + " UPDATE account SET changed = changed + 1 WHERE id = 7;"
              + " INSERT INTO line VALUES ('file "
              + round
              + "')");
      change(move.out);
      atTarget(
          "INSERT INTO app.account (owner, score, settings) VALUES ('target "
              + round
              + "', 0.25, '{\"n\": 1}')",
          "UPDATE app.account SET changed = changed + 10 WHERE id = 7",
          "INSERT INTO app.line (said) VALUES ('target " + round + "')",
          "UPDATE app.tag SET n = n + 1 WHERE name = 't'",
          "INSERT INTO app.photo VALUES (" + (10 + round) + ", '\\x0102', 'new')");
      change(move.back);
      move.restartService();
    }

    // then
    assertThat(move.lines("SELECT id, owner FROM account ORDER BY id"))
        .containsExactly(
            "1|first",
            "7|seventh",
            "8|file 1",
            "9|target 1",
            "10|file 2",
            "11|target 2",
            "12|file 3",
            "13|target 3");
    assertThat(move.lines("SELECT changed, doubled FROM account WHERE id = 7"))
        .containsExactly("33|66");
    assertThat(move.lines("SELECT said, count(*) FROM line GROUP BY said ORDER BY said"))
        .containsExactly(
            "early|3",
            "file 1|1",
            "file 2|1",
            "file 3|1",
            "target 1|1",
            "target 2|1",
            "target 3|1",
            "trigger|3");
    assertThat(move.lines("SELECT * FROM tag")).containsExactly("t|4", "u|2");
    assertThat(move.lines("SELECT quote(content), quote(loose) FROM photo WHERE id = 12"))
        .containsExactly("X'0102'|'new'");
    assertThat(move.status(move.out).error()).isNull();
    assertThat(move.status(move.back).error()).isNull();
  }

  @Test
  void givesOutNoKeyAgainThatTheTargetHasGivenOut() throws Exception {
    // given a row that came and went at the target
    change(move.out);
    atTarget(
        "INSERT INTO app.account (owner) VALUES ('gone')",
        "DELETE FROM app.account WHERE owner = 'gone'");

    // when
    change(move.back);
    move.write("INSERT INTO account (owner) VALUES ('next')");

    // then
    assertThat(move.lines("SELECT id FROM account WHERE owner = 'next'")).containsExactly("9");
  }

  @Test
  void setsAsideOrphansOfEachRoundAndTakesNoneOfThemHome() throws Exception {
    for (String orphan : List.of("1", "2")) {
      // given a row that refers to nothing, which SQLite lets be
      move.write("INSERT INTO child VALUES (" + orphan + ", 99)");

      // when
      change(move.out);
      // then it is set aside, and stays where it was
      assertThat(move.target.rows("SELECT id FROM app.child")).containsExactly("50");
      atTarget("UPDATE app.child SET parent = 7 WHERE id = 50");
      change(move.back);
      assertThat(move.lines("SELECT id FROM child WHERE id < 50 AND id <= " + orphan))
          .endsWith(orphan);
    }
    assertThat(move.lines("SELECT parent FROM child WHERE id = 50")).containsExactly("7");
  }

  @Test
  void leavesByteForByteWhatNobodyTouched() throws Exception {
    // given
    String all =
        "SELECT id, typeof(score), quote(score), typeof(made), made, quote(settings) FROM account";
    List<String> before = move.lines(all);

    // when
    change(move.out);
    atTarget("UPDATE app.account SET changed = 5");
    change(move.back);

    // then
    assertThat(move.lines(all)).isEqualTo(before);
    assertThat(move.lines("SELECT DISTINCT changed FROM account")).containsExactly("5");
  }

  @Test
  void emptiesAndDeletesAndSwapsAtHomeToo() throws Exception {
    // given
    change(move.out);

    // when
    atTarget(
        "TRUNCATE app.photo",
        "INSERT INTO app.photo VALUES (2, '\\x07', '1')",
        "DELETE FROM app.line WHERE said = 'early'",
        "UPDATE app.account SET owner = 'waits' WHERE id = 1",
        "UPDATE app.account SET owner = 'first' WHERE id = 7",
        "UPDATE app.account SET owner = 'seventh' WHERE id = 1",
        "UPDATE app.tag SET name = 'v' WHERE name = 'u'");
    change(move.back);

    // then
    assertThat(move.lines("SELECT id, quote(content) FROM photo")).containsExactly("2|X'07'");
    assertThat(move.lines("SELECT count(*) FROM line")).containsExactly("0");
    assertThat(move.lines("SELECT id, owner FROM account ORDER BY id"))
        .containsExactly("1|seventh", "7|first");
    assertThat(move.lines("SELECT * FROM tag ORDER BY name")).containsExactly("t|1", "v|2");
  }

  private void change(MovingSource way) {
    SourceDriver driver = move.close(way);
    move.open(driver);
  }

  private void atTarget(String... statements) throws SQLException {
    try (Connection connection = move.asApplication();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    await().atMost(TwoWayStreams.LIMIT).until(() -> move.status(move.back).error() == null);
  }
}
