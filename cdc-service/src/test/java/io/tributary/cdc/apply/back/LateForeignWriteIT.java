package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.observed.WayBackError;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.local.chroma.QueueOperation;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/**
 * Somebody writes into a closed file or directory, and nobody reads it before the target, to which
 * the application has gone, is closed again.
 */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class LateForeignWriteIT {
  private static final String KEPT =
      """
      SELECT concat_ws('|', source, table_name, row_key, change ->> 'op')
      FROM tributary.dead_letter WHERE cause ->> 'code' = 'TRB-APPLY-FOREIGN-WRITE' ORDER BY id\
      """;
  private static final String ITEM =
      "CREATE TABLE item (id INTEGER PRIMARY KEY, v TEXT);"
          + " INSERT INTO item VALUES (1, 'one'), (2, 'two')";
  private static final String ITEMS = "SELECT id, v FROM app.item ORDER BY id";
  private static final String LINES = "SELECT said FROM app.line ORDER BY said";
  private static final String NOTES = "notes";
  private static final String NOTE = "SELECT embedding FROM app.vector_notes WHERE id = 'n'";
  private static final String LETTER = "legacy|app.item|[\"1\"]|UPDATE";

  @Inject ApplyService apply;

  @Test
  void isKeptOfAFileAndNoAcknowledgedRowIsOverwritten() throws Exception {
    try (TwoWayFile move = openTarget(ITEM)) {
      // given a row that the application has changed at the target
      apply.stop(move.out.stream());
      move.writePastFence(
          "UPDATE item SET v = 'past' WHERE id = 1; INSERT INTO item VALUES (3, 'new')");
      SourceDriver homeward = move.close(move.back);

      // when
      move.restartService();

      // then
      move.awaitRows(move.target, KEPT, LETTER, "legacy|app.item|[\"3\"]|UPDATE");
      assertThat(move.target.rows(ITEMS)).containsExactly("1|acknowledged", "2|two");
      assertThat(move.status(move.out).error()).isNull();

      // when the rollback is undone
      homeward.liftFence(homeward.standingFence().orElseThrow().token());
      write(move, "UPDATE app.item SET v = 'on' WHERE id = 2");

      // then
      move.awaitRows(move.target, ITEMS, "1|acknowledged", "2|on");
      assertThat(move.target.rows(KEPT)).hasSize(2);
    }
  }

  @Test
  void isKeptWhenTheFileWasOpenedBeforeItIsRead() throws Exception {
    try (TwoWayFile move = openTarget(ITEM)) {
      // given
      apply.stop(move.out.stream());
      move.writePastFence("UPDATE item SET v = 'past' WHERE id = 1");
      move.change(move.back);
      move.write("UPDATE item SET v = 'home' WHERE id = 2");

      // when
      move.restartService();

      // then what the application wrote is taken along, and the other not
      move.awaitRows(move.target, ITEMS, "1|acknowledged", "2|home");
      assertThat(move.target.rows(KEPT)).containsExactly(LETTER);
    }
  }

  @Test
  void aTableThatIsReadAgainOfAClosedFileIsNotAppliedEither() throws Exception {
    try (TwoWayFile move =
        openTarget(ITEM + "; CREATE TABLE line (said TEXT); INSERT INTO line VALUES ('early')")) {
      // given a table without a key, of whose rows nobody knows which were changed
      apply.stop(move.out.stream());
      move.writePastFence("UPDATE line SET said = 'past'");
      move.close(move.back);

      // when
      move.restartService();

      // then
      ErrorReport report = move.awaitError(move.out, WayBackError.WRITE_LOST);
      assertThat(report.message()).contains("Table main.line", "is read again as a whole");
      assertThat(move.target.rows(LINES)).containsExactly("early");
    }
  }

  @Test
  void isKeptOfADirectoryAndNoAcknowledgedRowIsOverwritten() throws Exception {
    try (TwoWayCollections move = new TwoWayCollections(apply)) {
      // given
      move.use(
          application -> {
            application.create(TwoWayCollections.DATABASE, NOTES, "l2", 2);
            application.write(TwoWayCollections.DATABASE, NOTES, QueueOperation.add("n", 1, 1));
            application.persist(TwoWayCollections.DATABASE, NOTES);
          });
      move.begin();
      move.change(move.out);
      write(move, "UPDATE app.vector_notes SET embedding = '[2,2]' WHERE id = 'n'");
      await()
          .atMost(TwoWayStreams.LIMIT)
          .untilAsserted(
              () -> assertThat(move.records(NOTES)).containsExactly("n|null|null|[2.0, 2.0]"));
      apply.stop(move.out.stream());
      move.writePastFence(NOTES, QueueOperation.upsert("n", 7, 7));
      SourceDriver homeward = move.close(move.back);

      // when
      move.restartService();

      // then
      move.awaitRows(move.target, KEPT, "legacy|app.vector_notes|[\"n\"]|UPDATE");
      assertThat(move.target.rows(NOTE)).containsExactly("[2,2]");

      // when the rollback is undone
      homeward.liftFence(homeward.standingFence().orElseThrow().token());

      // then
      assertThat(move.target.rows(NOTE)).containsExactly("[2,2]");
      assertThat(move.status(move.out).error()).isNull();
    }
  }

  /** A file whose application has gone to the target, and has written there. */
  private TwoWayFile openTarget(String tables) throws Exception {
    TwoWayFile move = new TwoWayFile(apply, ConversionRules.UNSAID, tables);
    move.begin();
    move.change(move.out);
    write(move, "UPDATE app.item SET v = 'acknowledged' WHERE id = 1");
    await()
        .atMost(TwoWayStreams.LIMIT)
        .until(() -> move.lines("SELECT v FROM item").contains("acknowledged"));
    return move;
  }

  private static void write(TwoWayStreams move, String... statements) throws SQLException {
    try (Connection connection = move.asApplication();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
