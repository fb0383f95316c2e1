package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.ForcedHooks;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.quarantine.QuarantineError;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that a file does not take on its way back are listed like all dead letters. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class FileDeadLettersIT {
  private static final String LISTED =
      """
      SELECT concat_ws('|', source, table_name, row_key, change ->> 'schema', change ->> 'table',
                       change ->> 'op', cause ->> 'code')
      FROM tributary.dead_letter ORDER BY id\
      """;
  private static final String FOREIGN =
      """
      SELECT concat_ws('|', source, table_name, row_key, change ->> 'schema', change ->> 'table',
                       change ->> 'op')
      FROM tributary.dead_letter WHERE cause ->> 'code' = 'TRB-APPLY-FOREIGN-WRITE'
      ORDER BY row_key\
      """;
  private static final String NEW =
      "legacy.back|note|[\"3\"]|app|note|INSERT|TRB-APPLY-CHANGE-REFUSED";
  private static final String CHANGED =
      "legacy.back|note|[\"1\"]|app|note|UPDATE|TRB-APPLY-CHANGE-REFUSED";

  @Inject ApplyService apply;
  @Inject ForcedHooks hooks;
  private TwoWayFile move;

  @BeforeEach
  void create() throws Exception {
    move =
        new TwoWayFile(
            apply,
            ConversionRules.UNSAID,
            "CREATE TABLE note (id INTEGER PRIMARY KEY, score REAL); INSERT INTO note VALUES (1, 1.5), (2, 2.5)");
    move.begin();
    move.change(move.out);
    hooks.only(move.back.stream());
  }

  @AfterEach
  void stop() throws Exception {
    hooks.clear();
    move.close();
  }

  @Test
  void areListedUntilTheFileHasTheRows() throws Exception {
    // when the file has no NaN
    atTarget(
        "INSERT INTO app.note VALUES (3, 'NaN')", "UPDATE app.note SET score = 'NaN' WHERE id = 1");
    // then
    move.awaitRows(move.target, LISTED, NEW, CHANGED);
    assertThat(move.target.rows("SELECT cause -> 'fields' ->> 'said' FROM tributary.dead_letter"))
        .allMatch(
            said ->
                said.startsWith(
                    "Source legacy does not take the row: score: the value (hidden by"
                        + " tributary.errors.row-values) would become NULL, as SQLite stores no NaN."));

    // and the rehearsal of a rollback counts them, whatever the gate went by
    assertThatThrownBy(() -> move.homeward().rehearse())
        .hasMessageContaining("does not take 2 rows");

    // and each keeps its number, whoever starts anew
    List<String> ids = move.target.rows("SELECT id FROM tributary.dead_letter ORDER BY id");
    move.restartService();
    atTarget("UPDATE app.note SET score = 3 WHERE id = 2");
    awaitFile("3.0", "2");
    assertThat(move.target.rows("SELECT id FROM tributary.dead_letter ORDER BY id")).isEqualTo(ids);

    // when mended at the target
    atTarget("UPDATE app.note SET score = 4 WHERE id = 3", "DELETE FROM app.note WHERE id = 1");
    // then
    move.awaitRows(move.target, LISTED);
    awaitFile("4.0", "3");
  }

  @Test
  void keepTheFileClosedWhenTheyComeBetweenGateAndFence() throws Exception {
    // given
    atTarget("INSERT INTO app.note VALUES (3, 'NaN')");

    // then
    assertThatThrownBy(() -> move.close(move.back))
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> assertThat(e.report().code()).isEqualTo(QuarantineError.DEAD_LETTERS.code()))
        .hasMessageContaining("does not take 1 rows")
        .hasMessageContaining("source=legacy.back");
  }

  @Test
  void areFollowedOneByOneWhereVeryManyWait() throws Exception {
    // given
    atTarget("INSERT INTO app.note SELECT g, 'NaN' FROM generate_series(10, 3009) g");
    awaitWaiting(3_000);
    List<String> ids = move.target.rows("SELECT id FROM tributary.dead_letter ORDER BY id");

    // when one comes, one is mended, one changes and is not mended, and one goes
    atTarget("INSERT INTO app.note VALUES (5, 'NaN')");
    atTarget("UPDATE app.note SET score = 4 WHERE id = 10");
    atTarget(
        "UPDATE app.note SET score = 'Infinity' WHERE id = 11",
        "UPDATE app.note SET score = 'NaN' WHERE id = 11");
    atTarget("DELETE FROM app.note WHERE id = 12");
    awaitWaiting(2_999);

    // then the list says so, and the others have their numbers
    assertThat(move.target.rows("SELECT id FROM tributary.dead_letter ORDER BY id"))
        .containsAll(ids.subList(3, 3_000));
    assertThat(move.target.rows(LISTED))
        .contains(NEW.replace("3", "5"), NEW.replace("3", "11"))
        .doesNotContain(NEW.replace("3", "10"), NEW.replace("3", "12"));
    assertThat(move.lines("SELECT id, score FROM note ORDER BY id"))
        .containsExactly("1|1.5", "2|2.5", "10|4.0");

    // when the table is emptied
    atTarget("TRUNCATE app.note");
    // then
    awaitWaiting(0);
  }

  private void awaitWaiting(long rows) {
    await()
        .atMost(TwoWayStreams.LIMIT)
        .untilAsserted(
            () -> {
              assertThat(move.target.rows(LISTED)).hasSize((int) rows);
              assertThat(move.status(move.back).progress().aside().deadLetters()).isEqualTo(rows);
            });
  }

  @Test
  void areGivenUpOneByOne() throws Exception {
    // given
    atTarget(
        "INSERT INTO app.note VALUES (3, 'NaN')", "UPDATE app.note SET score = 'NaN' WHERE id = 1");
    move.awaitRows(move.target, LISTED, NEW, CHANGED);
    long first =
        Long.parseLong(move.target.rows("SELECT min(id) FROM tributary.dead_letter").get(0));

    // when
    long applied = apply.replay(move.back.stream(), Set.of(first));
    apply.replay(move.back.stream(), Set.of(first));

    // then
    assertThat(applied).isZero();
    assertThat(move.target.rows(LISTED)).containsExactly(CHANGED);
    assertThat(move.status(move.back).progress().aside().deadLetters()).isEqualTo(1);
    assertThat(move.lines("SELECT id, score FROM note")).containsExactly("1|1.5", "2|2.5");
  }

  @Test
  void areListedByTheNextRunWhenOneDiesBehindTheFilesCommit() throws Exception {
    // given
    hooks.nextAfterCommit(this::dieOnce);

    // when
    atTarget("INSERT INTO app.note VALUES (3, 'NaN')");
    await().atMost(TwoWayStreams.LIMIT).until(() -> !move.status(move.back).running());
    assertThat(move.target.rows(LISTED)).isEmpty();
    hooks.clear();
    move.restartService();

    // then
    move.awaitRows(move.target, LISTED, NEW);
  }

  @Test
  void areMadeOfWhatIsWrittenIntoTheClosedFilePastItsFenceUntilThatIsDecided() throws Exception {
    // when
    move.writePastFence("UPDATE note SET score = 9 WHERE id = 1; DELETE FROM note WHERE id = 2");

    // then
    move.awaitRows(
        move.target,
        FOREIGN,
        "legacy|app.note|[\"1\"]|main|note|UPDATE",
        "legacy|app.note|[\"2\"]|main|note|DELETE");
    assertThat(move.target.rows("SELECT id, score FROM app.note ORDER BY id"))
        .containsExactly("1|1.5", "2|2.5");
    assertThat(move.status(move.out).error()).isNull();
    assertThat(move.status(move.out).progress().aside().deadLetters()).isEqualTo(2);

    // when discarded, and made equal: by hand, and by the stream
    apply.replay(
        move.out.stream(),
        move.target.rows("SELECT id FROM tributary.dead_letter").stream()
            .map(Long::valueOf)
            .collect(Collectors.toSet()));
    move.writePastFence("INSERT INTO note VALUES (2, 2.5)");
    atTarget("UPDATE app.note SET score = 3 WHERE id = 1");
    move.change(move.back);

    // then
    assertThat(move.lines("SELECT id, score FROM note ORDER BY id"))
        .containsExactly("1|3.0", "2|2.5");
    move.change(move.out);
    assertThat(move.target.rows(FOREIGN)).isEmpty();
    assertThat(move.status(move.out).error()).isNull();
  }

  /** A checkpoint may move for a heartbeat first. */
  private void dieOnce() {
    if (!move.lines("SELECT name FROM _tributary_capture WHERE name = 'back_refused'").isEmpty()) {
      throw new IllegalStateException("killed by the test");
    }
    hooks.nextAfterCommit(this::dieOnce);
  }

  private void awaitFile(String score, String id) {
    await()
        .atMost(TwoWayStreams.LIMIT)
        .until(() -> move.lines("SELECT score FROM note WHERE id = " + id).equals(List.of(score)));
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
