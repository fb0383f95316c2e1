package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.ForcedHooks;
import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.plan.rule.ConversionRules;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody writes, past what closes it, to the target of a file, which is not open to anybody. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class WriteIntoClosedTargetIT {
  private static final String KEPT =
      """
      SELECT concat_ws('|', source, table_name, row_key,
                       concat_ws('.', change ->> 'schema', change ->> 'table'), change ->> 'op')
      FROM tributary.dead_letter WHERE cause ->> 'code' = 'TRB-APPLY-FOREIGN-WRITE' ORDER BY id\
      """;
  private static final String NOTES = "SELECT id, score FROM note ORDER BY id";
  private static final String LINES = "SELECT said FROM line ORDER BY said";

  @Inject ApplyService apply;
  @Inject ForcedHooks hooks;
  private TwoWayFile move;

  @BeforeEach
  void create() throws Exception {
    move =
        new TwoWayFile(
            apply,
            ConversionRules.UNSAID,
            "CREATE TABLE note (id INTEGER PRIMARY KEY, score REAL); CREATE TABLE line (said TEXT);"
                + " INSERT INTO note VALUES (1, 1.5), (2, 2.5); INSERT INTO line VALUES ('early')");
    move.begin();
    hooks.only(move.back.stream());
  }

  @AfterEach
  void stop() throws Exception {
    hooks.clear();
    move.close();
  }

  @Test
  void isKeptOfATargetThatWasNeverOpenUntilItIsDecidedAndTheFileGoesOn() throws Exception {
    // when
    past(
        "UPDATE app.note SET score = 9 WHERE id = 1",
        "DELETE FROM app.note WHERE id = 2",
        "INSERT INTO app.line (tributary_rowid, said) OVERRIDING SYSTEM VALUE VALUES (77, 'past')");

    // then
    await().atMost(TwoWayStreams.LIMIT).until(() -> move.target.rows(KEPT).size() == 3);
    assertThat(move.target.rows(KEPT).subList(0, 2))
        .containsExactly(
            "legacy.back|note|[\"1\"]|app.note|UPDATE", "legacy.back|note|[\"2\"]|app.note|DELETE");
    assertThat(move.target.rows(KEPT).get(2)).startsWith("legacy.back|line|").endsWith("INSERT");
    assertThat(move.lines(NOTES)).containsExactly("1|1.5", "2|2.5");
    assertThat(move.lines(LINES)).containsExactly("early");
    assertThat(move.status(move.back).progress().aside().deadLetters()).isEqualTo(3);
    assertTold("app.note", "source legacy was opened before that", "./tributary repair");

    // when the service is started anew, and a replay is ordered
    move.restartService();
    apply.replay(move.back.stream(), Set.of());
    // then each of them keeps its number, and nothing is applied
    assertThat(move.target.rows(KEPT)).hasSize(3);
    assertThat(move.lines(NOTES)).containsExactly("1|1.5", "2|2.5");

    // when they are discarded, and the target is made equal by hand
    apply.replay(move.back.stream(), ids());
    assertThat(move.target.rows(KEPT)).isEmpty();
    past("UPDATE app.note SET score = 1.5 WHERE id = 1", "INSERT INTO app.note VALUES (2, 2.5)");
    past("UPDATE app.note SET score = 8 WHERE id = 2");

    // then only what the file does not have is kept
    move.awaitRows(move.target, KEPT, "legacy.back|note|[\"2\"]|app.note|UPDATE");
    assertThat(move.status(move.back).progress().aside().deadLetters()).isEqualTo(1);
    assertThat(move.status(move.back).error()).isNull();
  }

  @Test
  void isKeptOfATargetThatIsClosedAgainFromALargeTransactionAndATruncate() throws Exception {
    // given
    move.change(move.out);
    move.change(move.back);

    for (String table : new String[] {"note", "line"}) {
      move.target.run("ALTER TABLE app." + table + " DISABLE TRIGGER tributary_fence");
    }

    // when
    past("INSERT INTO app.note SELECT n, n FROM generate_series(10, 4009) n", "TRUNCATE app.line");

    // then
    await().atMost(TwoWayStreams.LIMIT).until(() -> move.target.rows(KEPT).size() == 4001);
    assertThat(move.target.rows(KEPT))
        .contains(
            "legacy.back|note|[\"4009\"]|app.note|INSERT", "legacy.back|line|[]|app.line|TRUNCATE");
    assertThat(move.lines(NOTES)).containsExactly("1|1.5", "2|2.5");
    assertThat(move.lines(LINES)).containsExactly("early");
    assertThat(move.status(move.back).error()).isNull();
  }

  @Test
  void isKeptOnceWhenApplyIsKilledBehindTheFilesCommit() throws Exception {
    // given
    hooks.nextAfterCommit(this::dieOnceKept);

    // when
    past("UPDATE app.note SET score = 9 WHERE id = 1");
    await().atMost(TwoWayStreams.LIMIT).until(() -> !move.status(move.back).running());
    assertThat(move.target.rows(KEPT)).isEmpty();
    hooks.clear();
    move.restartService();
    past("UPDATE app.note SET score = 9 WHERE id = 2");

    // then
    move.awaitRows(
        move.target,
        KEPT,
        "legacy.back|note|[\"1\"]|app.note|UPDATE",
        "legacy.back|note|[\"2\"]|app.note|UPDATE");
  }

  @Test
  void isKeptHoweverLateItIsReadWhileACutoverHasClosedTheFile() throws Exception {
    // given
    apply.stop(move.back.stream());
    past("UPDATE app.note SET score = 9 WHERE id = 1");
    move.write("UPDATE note SET score = 4 WHERE id = 1");
    SourceDriver outward = move.close(move.out);

    // when
    move.restartService();

    // then what the file's application has written stays, and the cutover is refused
    move.awaitRows(move.target, KEPT, "legacy.back|note|[\"1\"]|app.note|UPDATE");
    assertThat(move.lines(NOTES)).containsExactly("1|4.0", "2|2.5");
    assertThatThrownBy(outward::checkDrained).hasMessageContaining("source=legacy.back");

    // when the cutover is undone
    outward.liftFence(outward.standingFence().orElseThrow().token());

    // then
    move.write("UPDATE note SET score = 5 WHERE id = 2");
    move.awaitRows(move.target, "SELECT id, score FROM app.note ORDER BY id", "1|4", "2|5");
    assertThat(move.target.rows(KEPT)).hasSize(1);
  }

  /** In one transaction, as somebody whom no fence stops. */
  private void past(String... statements) {
    move.target.run(
        "BEGIN; SET LOCAL session_replication_role = replica; "
            + String.join("; ", statements)
            + "; COMMIT");
  }

  private Set<Long> ids() {
    return move.target.rows("SELECT id FROM tributary.dead_letter").stream()
        .map(Long::valueOf)
        .collect(Collectors.toSet());
  }

  /** A checkpoint may move for a heartbeat first. */
  private void dieOnceKept() {
    if (!move.lines("SELECT name FROM _tributary_capture WHERE name = 'back_foreign'").isEmpty()) {
      throw new IllegalStateException("killed by the test");
    }
    hooks.nextAfterCommit(this::dieOnceKept);
  }

  private void assertTold(String table, String... said) {
    await()
        .atMost(TwoWayStreams.LIMIT)
        .untilAsserted(() -> assertThat(move.status(move.back).warnings()).hasSize(1));
    ErrorReport report = move.status(move.back).warnings().get(0);
    assertThat(move.status(move.back).error()).isNull();
    assertThat(report.code()).isEqualTo(ApplyError.FOREIGN_WRITE.code());
    assertThat(report.message()).contains("Table " + table).contains(said);
    assertThat(report.fields()).containsEntry("table", table).containsKey("fence");
    assertThat(report.fields().get("position")).matches("[1-9][0-9]*");
  }
}
