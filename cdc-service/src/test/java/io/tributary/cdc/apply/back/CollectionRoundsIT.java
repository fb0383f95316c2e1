package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.connect.CaptureError;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.error.TributaryException;
import io.tributary.files.chroma.source.ChromaSourceError;
import io.tributary.local.chroma.QueueOperation;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Chroma directory and its target take turns in being written to. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class CollectionRoundsIT {
  private static final int ROUNDS = 3;
  private static final String NOTES = "notes";

  @Inject ApplyService apply;
  private TwoWayCollections move;

  @BeforeEach
  void create() throws Exception {
    move = new TwoWayCollections(apply);
    move.use(
        application -> {
          application.create(TwoWayCollections.DATABASE, NOTES, "l2", 3);
          application.create(TwoWayCollections.DATABASE, "empty", "ip", 2);
          for (int i = 0; i < 5; i++) {
            application.write(
                TwoWayCollections.DATABASE,
                NOTES,
                QueueOperation.add("n" + i, i, 0.1f, -0f)
                    .with(Map.of("chroma:document", "note " + i, "k", 1.0, "list", List.of(1L))));
          }
          application.persist(TwoWayCollections.DATABASE, NOTES);
        });
    move.begin();
  }

  @AfterEach
  void stop() throws Exception {
    move.close();
  }

  @Test
  void takesEveryWriteHomeHoweverOftenTheSidesChange() throws Exception {
    for (int round = 1; round <= ROUNDS; round++) {
      // given a collection that came while the source was followed
      String later = "later" + round;
      move.use(application -> application.create(TwoWayCollections.DATABASE, later, "l2", 2));
      move.write(later, QueueOperation.add("first", 1, 2));
      move.write(NOTES, QueueOperation.add("chroma" + round, round, 0, 0.25f));

      // when the application writes at the target
      cutOver();
      assertThatThrownBy(() -> move.write(NOTES, QueueOperation.upsert("late", 1, 1, 1)))
          .hasMessageContaining("moved to");
      atTarget(
          "INSERT INTO app.vector_notes (id, document, embedding, metadata)"
              + " VALUES ('target%1$d', 'word %1$d', '[%1$d,0.5,0.1]', '{\"a\": \"b\", \"n\": 2.5}')"
                  .formatted(round),
          "UPDATE app.vector_notes SET embedding = '[9,9,%d]' WHERE id = 'n1'".formatted(round),
          "UPDATE app.vector_notes SET metadata = metadata || '{\"round\": %d}' WHERE id = 'n2'"
              .formatted(round),
          "DELETE FROM app.vector_notes WHERE id = 'n%d'".formatted(round + 1),
          "INSERT INTO app.vector_%s (id, embedding) VALUES ('target', '[3,4]')".formatted(later),
          "INSERT INTO app.vector_empty (id, embedding) VALUES ('e%d', '[0.5,1]')"
              .formatted(round));
      move.change(move.back);
      move.restartService();

      // then
      assertThat(move.records(later))
          .containsExactly("first|null|null|[1.0, 2.0]", "target|null|null|[3.0, 4.0]");
      assertThat(move.records(NOTES))
          .contains(
              "target%1$d|word %1$d|{\"a\": \"b\", \"n\": 2.5}|[%1$d.0, 0.5, 0.1]"
                  .formatted(round));
    }

    assertThat(move.records(NOTES))
        .contains(
            "n0|note 0|{\"k\": 1.0, \"list\": [1]}|[0.0, 0.1, -0.0]",
            "n1|note 1|{\"k\": 1.0, \"list\": [1]}|[9.0, 9.0, 3.0]",
            "chroma2|null|null|[2.0, 0.0, 0.25]")
        .noneMatch(record -> record.matches("n[234]\\|.*"))
        .hasSize(2 + 2 * ROUNDS);
    assertThat(move.records("empty")).hasSize(ROUNDS);
    assertThat(move.target.rows("SELECT count(*) FROM app.vector_notes"))
        .containsExactly(String.valueOf(2 + 2 * ROUNDS));
    assertThat(move.status(move.out).error()).isNull();
    assertThat(move.status(move.back).error()).isNull();
  }

  @Test
  void setsAsideWhatChromaHasNoPlaceForUntilItIsMended() throws Exception {
    // given
    cutOver();

    // when
    atTarget(
        "INSERT INTO app.vector_notes (id, embedding, metadata) VALUES ('deep', '[1,2,3]', '{\"a\": {}}')",
        "INSERT INTO app.vector_notes (id, embedding) VALUES ('good', '[1,2,3]')",
        "INSERT INTO app.vector_notes (id, embedding, created_at) VALUES ('timeless', '[1,2,3]', NULL)");

    // then
    await()
        .atMost(TwoWayStreams.LIMIT)
        .untilAsserted(
            () -> assertThat(move.status(move.back).progress().aside().deadLetters()).isEqualTo(2));
    assertThat(move.records(NOTES)).anyMatch(record -> record.startsWith("good|"));
    move.awaitRows(
        move.target,
        "SELECT concat_ws('|', source, change ->> 'table', row_key) FROM tributary.dead_letter ORDER BY 1",
        "%s|vector_notes|[\"deep\"]".formatted(move.back.stream().source()),
        "%s|vector_notes|[\"timeless\"]".formatted(move.back.stream().source()));
    assertThatThrownBy(() -> move.homeward().rehearse())
        .hasMessageContaining("does not take 2 rows");

    // when
    atTarget(
        "UPDATE app.vector_notes SET metadata = '{\"a\": 1}' WHERE id = 'deep'",
        "DELETE FROM app.vector_notes WHERE id = 'timeless'");
    await()
        .atMost(TwoWayStreams.LIMIT)
        .untilAsserted(
            () -> assertThat(move.status(move.back).progress().aside().deadLetters()).isZero());
    move.change(move.back);

    // then
    assertThat(move.records(NOTES)).contains("deep|null|{\"a\": 1}|[1.0, 2.0, 3.0]");
  }

  @Test
  void keepsWhatIsWrittenIntoTheClosedDirectoryPastItsFence() throws Exception {
    // given
    cutOver();

    // when
    move.writePastFence(NOTES, QueueOperation.upsert("n1", 7, 7, 7));

    // then
    move.awaitRows(
        move.target,
        "SELECT concat_ws('|', source, table_name, row_key, cause ->> 'code') FROM tributary.dead_letter",
        "legacy|app.vector_notes|[\"n1\"]|TRB-APPLY-FOREIGN-WRITE");
    assertThat(move.target.rows("SELECT embedding FROM app.vector_notes WHERE id = 'n1'"))
        .containsExactly("[1,0.1,-0]");
    assertThat(move.status(move.out).error()).isNull();

    // when discarded, and sent home once more
    apply.replay(
        move.out.stream(),
        Set.of(Long.valueOf(move.target.rows("SELECT id FROM tributary.dead_letter").get(0))));
    atTarget("UPDATE app.vector_notes SET embedding = '[1,2,3]' WHERE id = 'n1'");
    move.change(move.back);

    // then
    assertThat(move.records(NOTES))
        .anyMatch(r -> r.startsWith("n1|") && r.endsWith("[1.0, 2.0, 3.0]"));
    assertThat(move.target.rows("SELECT FROM tributary.dead_letter")).isEmpty();
  }

  @Test
  void keepsWhatIsWrittenIntoTheClosedTargetPastItsFence() throws Exception {
    // given
    List<String> before = move.records(NOTES);

    // when
    move.target.run(
        "BEGIN; SET LOCAL session_replication_role = replica;"
            + " UPDATE app.vector_notes SET embedding = '[7,7,7]' WHERE id = 'n1'; COMMIT");

    // then
    move.awaitRows(
        move.target,
        "SELECT concat_ws('|', source, change ->> 'table', row_key, cause ->> 'code') FROM tributary.dead_letter",
        "legacy.back|vector_notes|[\"n1\"]|TRB-APPLY-FOREIGN-WRITE");
    assertThat(move.records(NOTES)).isEqualTo(before);
    assertThat(move.status(move.back).error()).isNull();
    assertThatThrownBy(() -> move.close(move.out)).hasMessageContaining("source=legacy.back");
  }

  @Test
  void takesALargeTransactionIntoACollectionHomeThatCameLater() throws Exception {
    // given
    move.use(application -> application.create(TwoWayCollections.DATABASE, "later", "l2", 2));
    move.write("later", QueueOperation.add("first", 1, 2));
    cutOver();

    // when the first that the application writes there is read in pieces
    atTarget(
        "INSERT INTO app.vector_later (id, document, embedding)"
            + " SELECT 'big' || n, repeat('x', 200), '[3,4]' FROM generate_series(1, 999) n");

    // then
    await()
        .atMost(TwoWayStreams.LIMIT)
        .untilAsserted(
            () -> {
              assertThat(move.status(move.back).error()).isNull();
              assertThat(move.records("later")).hasSize(1000);
            });
    move.change(move.back);
    assertThat(move.records("later")).contains("big7|" + "x".repeat(200) + "|null|[3.0, 4.0]");
  }

  @Test
  void leavesNothingOfItsOwnInTheDirectory() throws Exception {
    // given
    cutOver();
    atTarget("INSERT INTO app.vector_notes (id, embedding) VALUES ('home', '[1,2,3]')");
    move.change(move.back);
    assertThat(move.declared()).contains("_tributary_queued_ids");

    // when
    move.removeCaptures();

    // then
    assertThat(move.declared())
        .contains("embeddings_queue")
        .noneMatch(name -> name.startsWith("_tributary"));
    assertThat(move.records(NOTES)).anyMatch(record -> record.startsWith("home|"));
  }

  @Test
  void waitsWhileAServerHasTheDirectoryOpen() throws Exception {
    // given
    cutOver();
    Process server =
        new ProcessBuilder("sleep", "600")
            .redirectInput(move.directory.resolve("chroma.sqlite3").toFile())
            .start();
    try {
      // when
      atTarget("INSERT INTO app.vector_notes (id, embedding) VALUES ('waits', '[1,2,3]')");

      // then
      assertThat(move.awaitError(move.back, ChromaSourceError.DIRECTORY_OPEN).message())
          .contains("sleep (process " + server.pid() + ")", "Stop it");
      assertThat(move.records(NOTES)).noneMatch(record -> record.startsWith("waits|"));
    } finally {
      server.destroy();
      assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    move.change(move.back);
    assertThat(move.records(NOTES)).anyMatch(record -> record.startsWith("waits|"));
  }

  /** Collections that came meanwhile are taken in by the next look at the target. */
  private void cutOver() {
    SourceDriver driver = move.close(move.out);
    await()
        .atMost(TwoWayStreams.LIMIT)
        .ignoreExceptionsMatching(
            e ->
                e instanceof TributaryException known
                    && known.report().code().equals(CaptureError.TABLE_UNPUBLISHED.code()))
        .untilAsserted(
            () -> {
              move.homeward().supervise();
              move.open(driver);
            });
  }

  private void atTarget(String... statements) throws SQLException {
    try (Connection connection = move.asApplication();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
