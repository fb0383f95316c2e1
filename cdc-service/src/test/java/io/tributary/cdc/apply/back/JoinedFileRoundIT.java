package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.cdc.source.TableJoining;
import io.tributary.common.observed.TableRestartObserved;
import io.tributary.common.plan.rule.ConversionRules;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A table of a file that has joined goes with the others to the target, back, and there again. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class JoinedFileRoundIT {
  private static final Map<String, Long> ORDER = Map.of("main.late", 5L, "main.loose", 5L);

  @Inject ApplyService apply;

  @Test
  void tableThatHasJoinedComesHomeAndFollowsEveryChangeOfSides() throws Exception {
    try (TwoWayFile move =
        new TwoWayFile(
            apply,
            ConversionRules.UNSAID,
            "PRAGMA journal_mode = wal; CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT)")) {
      // given
      move.begin();
      move.write(
          "CREATE TABLE late (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);"
              + "CREATE TABLE loose (said TEXT);"
              + "INSERT INTO late (name) VALUES ('one'), ('two'), ('three');"
              + "INSERT INTO loose VALUES ('early')");

      // when
      join(move);

      // then the way back takes it in, though nobody orders that
      SourceDriver home = move.homeward();
      await()
          .atMost(TwoWayStreams.LIMIT)
          .untilAsserted(
              () -> {
                home.supervise();
                assertThat(home.captureStatus().error()).isNull();
                assertThat(
                        move.target.rows(
                            "SELECT tablename FROM pg_publication_tables WHERE tablename IN ('late', 'loose') ORDER BY 1"))
                    .containsExactly("late", "loose");
              });
      move.write("INSERT INTO late (name) VALUES ('before')");

      // when
      move.change(move.out);
      asApplication(
          move,
          "INSERT INTO app.late (name) VALUES ('at the target')",
          "UPDATE app.late SET name = 'changed' WHERE id = 2",
          "DELETE FROM app.late WHERE id = 3",
          "INSERT INTO app.loose (said) VALUES ('at the target')",
          "INSERT INTO app.late (name) SELECT 'many' FROM generate_series(1, 4000)");

      // then
      String all = "SELECT id, name FROM late WHERE name <> 'many' ORDER BY id";
      await()
          .atMost(TwoWayStreams.LIMIT)
          .untilAsserted(
              () -> {
                assertThat(move.status(move.back).error()).isNull();
                assertThat(move.lines(all))
                    .containsExactly("1|one", "2|changed", "4|before", "5|at the target");
                assertThat(move.lines("SELECT count(*) FROM late WHERE name = 'many'"))
                    .containsExactly("4000");
                assertThat(move.lines("SELECT said FROM loose ORDER BY 1"))
                    .containsExactly("at the target", "early");
              });

      // when
      move.change(move.back);
      move.write(
          "DELETE FROM late WHERE name = 'many'; INSERT INTO late (name) VALUES ('home again');"
              + "UPDATE loose SET said = said || '!'");

      // then
      await()
          .atMost(TwoWayStreams.LIMIT)
          .untilAsserted(
              () -> {
                assertThat(move.status(move.out).error()).isNull();
                assertThat(move.target.rows("SELECT id, name FROM app.late ORDER BY id"))
                    .isEqualTo(move.lines("SELECT id, name FROM late ORDER BY id"));
                assertThat(move.target.rows("SELECT said FROM app.loose ORDER BY 1"))
                    .containsExactly("at the target!", "early!");
              });
      assertThat(move.lines(all)).contains("4006|home again");

      // when another one is made, in a target that was open
      move.write("CREATE TABLE later (id INTEGER PRIMARY KEY)");
      TableJoining.Made made =
          move.outward().joining().orElseThrow().make(Map.of("main.later", 9L));

      // then
      assertThat(made.tables()).isEmpty();
      assertThat(made.refused().get("main.later").code())
          .isEqualTo("TRB-ADD-TABLES-TARGET-WAS-OPEN");
    }
  }

  private void join(TwoWayFile move) {
    TableJoining joining = move.outward().joining().orElseThrow();
    assertThat(joining.make(ORDER).tables()).containsExactlyInAnyOrderElementsOf(ORDER.keySet());
    for (String table : ORDER.keySet()) {
      await().atMost(TwoWayStreams.LIMIT).until(() -> joining.read(table));
    }
    // Whoever goes on knows nothing of it.
    move.restartService();
    apply.restartTables(move.out.stream(), ORDER);
    await()
        .atMost(TwoWayStreams.LIMIT)
        .untilAsserted(
            () ->
                assertThat(move.status(move.out).tableRestarts())
                    .extracting(TableRestartObserved::phase)
                    .containsExactly(
                        TableRestartObserved.Phase.DONE, TableRestartObserved.Phase.DONE));
  }

  private static void asApplication(TwoWayFile move, String... statements) throws SQLException {
    try (Connection connection = move.asApplication();
        Statement statement = connection.createStatement()) {
      for (String sql : List.of(statements)) {
        statement.execute(sql);
      }
    }
  }
}
