package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.ForcedHooks;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.rule.OnInvalid;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that were kept aside on the way out, and whose keys the target takes behind the cutover. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class ReturnedQuarantineIT {
  private static final String ASIDE =
      "SELECT source_table || ' ' || source_key FROM tributary.quarantine ORDER BY 1";

  @Inject ApplyService apply;
  @Inject ForcedHooks hooks;
  private TwoWayFile move;

  @BeforeEach
  void create() throws Exception {
    move =
        new TwoWayFile(
            apply,
            new ConversionRules(OnInvalid.QUARANTINE, true, "UTC", Map.of()),
            """
            CREATE TABLE note (id INTEGER PRIMARY KEY, n INTEGER);
            CREATE TABLE tag (name TEXT PRIMARY KEY, n INTEGER);
            CREATE TABLE gone (id INTEGER PRIMARY KEY, n INTEGER);
            INSERT INTO note VALUES (1, 10), (2, 'two'), (3, 'three'), (4, 'four'), (5, 'five');
            INSERT INTO tag VALUES ('t', 'odd'), ('u', 'odd');
            INSERT INTO gone VALUES (1, 'odd'), (2, 'odd')\
            """);
    move.begin();
  }

  @AfterEach
  void stop() throws Exception {
    hooks.clear();
    move.close();
  }

  @Test
  void areKeptAsideNoLongerWhenTheFileHasTheTargetsRows() throws Exception {
    // given
    move.change(move.out);
    assertThat(move.target.rows(ASIDE)).hasSize(8);

    // when
    takeKeysAtTheTarget();
    move.change(move.back);

    // then those that the target did not touch stay aside, as they are in the file
    assertThat(move.target.rows(ASIDE)).containsExactly("main.note [\"5\"]", "main.tag [\"u\"]");
    assertThat(move.lines("SELECT * FROM note"))
        .containsExactly("1|10", "2|20", "4|40", "5|five", "30|30");
    assertThat(move.lines("SELECT * FROM tag")).containsExactly("t|1", "u|odd");
    assertThat(move.lines("SELECT * FROM gone")).isEmpty();
    // and the stream that goes out knows
    await()
        .atMost(TwoWayStreams.LIMIT)
        .untilAsserted(
            () ->
                assertThat(move.status(move.out).progress().aside().quarantinedNames())
                    .containsExactly("main.note/5", "main.tag/u"));
  }

  @Test
  void areTheTargetsRowsWhoeverDiesBetweenTheTwoDatabases() throws Exception {
    // given
    move.change(move.out);
    hooks.only(move.back.stream());
    hooks.nextBeforeCommit(this::dieOnce);

    // when the quarantine has let rows go that the file does not have yet
    takeKeysAtTheTarget();
    await().atMost(TwoWayStreams.LIMIT).until(() -> !move.status(move.back).running());
    assertThat(move.lines("SELECT n FROM note WHERE id = 2")).containsExactly("two");
    hooks.clear();
    move.restartService();
    move.change(move.back);

    // then
    assertThat(move.lines("SELECT n FROM note WHERE id = 2")).containsExactly("20");
    assertThat(move.target.rows(ASIDE)).containsExactly("main.note [\"5\"]", "main.tag [\"u\"]");
  }

  /** A checkpoint may move for a heartbeat first. */
  private void dieOnce() {
    if (move.target.rows(ASIDE).size() < 8) {
      throw new IllegalStateException("killed by the test");
    }
    hooks.nextBeforeCommit(this::dieOnce);
  }

  /** In one transaction, so that it comes home as one. */
  private void takeKeysAtTheTarget() throws SQLException {
    List<String> statements =
        List.of(
            "INSERT INTO app.note VALUES (2, 20), (3, 30), (4, 4)",
            "UPDATE app.note SET id = 30 WHERE id = 3",
            "UPDATE app.note SET n = 40 WHERE id = 4",
            "INSERT INTO app.tag VALUES ('t', 1)",
            "TRUNCATE app.gone");
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
