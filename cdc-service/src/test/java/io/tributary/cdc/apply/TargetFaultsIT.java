package io.tributary.cdc.apply;

import static io.tributary.cdc.apply.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.common.error.ErrorReport;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A target that cannot take a batch now: the stream waits and goes on, and parks no row. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class TargetFaultsIT extends ApplyScenario {
  private static PostgresServer own;

  @Override
  synchronized PostgresServer server() {
    if (own == null) {
      own = PostgresFixture.fresh(Map.of("max_connections", "25"));
    }
    return own;
  }

  @BeforeEach
  void tables() {
    target.table("app.item", "id int PRIMARY KEY, v text");
    target.table("app.stock", "id int PRIMARY KEY, v text");
    target.run("ALTER TABLE app.item ALTER v SET STORAGE PLAIN");
    emptySnapshot();
  }

  @Test
  void pausesWhileTheTargetHasNoDiskAndGoesOnByItselfWhenThereIsRoom() throws Exception {
    // given a server whose files may not grow beyond so many bytes, half a page more than WAL needs
    String wide = "x".repeat(7_000);
    start();
    settle();
    limitFiles("16781312");
    try {
      fillUp(wide);
      signal("pg_terminate_backend");

      // when
      topic.begin().insert("item", row("id", "1", "v", wide)).end();
      topic.flush();

      // then
      assertThat(awaitSqlState("53100").type().name()).isEqualTo("RESOURCE");
      assertThat(apply.status(stream).running()).isTrue();
      target.run("DELETE FROM app.item WHERE id < 0");
      vacuum();
      settle();
      assertThat(target.rows("SELECT id FROM app.item")).containsExactly("1");
      assertNothingParked();
    } finally {
      limitFiles("unlimited");
    }
  }

  @Test
  void isTheVictimOfADeadlockAndTriesAgain() throws Exception {
    // given
    target.run("ALTER DATABASE " + database() + " SET deadlock_timeout = '2s'");
    start();
    topic.begin().insert("item", row("id", "1")).insert("stock", row("id", "1")).end();
    settle();
    signal("pg_terminate_backend");
    settle();
    try (Connection other = replica();
        Statement statement = other.createStatement()) {
      statement.execute("SET deadlock_timeout = '60s'");
      other.setAutoCommit(false);
      statement.execute("UPDATE app.stock SET v = 'other' WHERE id = 1");
      topic
          .begin()
          .update("item", row("id", "1", "v", "new"))
          .update("stock", row("id", "1", "v", "new"))
          .end();
      topic.flush();
      awaitLockWait("0 ms");

      // when
      statement.execute("UPDATE app.item SET v = 'other' WHERE id = 1");

      // then
      awaitSqlState("40P01");
      other.commit();
    }
    settle();
    assertThat(target.rows("SELECT v FROM app.item UNION ALL SELECT v FROM app.stock"))
        .containsExactly("new", "new");
    assertNothingParked();
  }

  @Test
  void waitsForALockWhateverTheTargetsTimeoutsAndSurvivesACancelAndATermination() throws Exception {
    // given
    for (String limit : List.of("lock_timeout", "statement_timeout")) {
      target.run("ALTER DATABASE " + database() + " SET " + limit + " = '50ms'");
    }
    start();
    topic.begin().insert("item", row("id", "1")).end();
    settle();
    try (Connection other = replica();
        Statement statement = other.createStatement()) {
      statement.execute("SET statement_timeout = 0");
      other.setAutoCommit(false);
      statement.execute("UPDATE app.item SET v = 'other' WHERE id = 1");

      // when
      topic.begin().update("item", row("id", "1", "v", "new")).end();
      topic.flush();

      // then
      awaitLockWait("300 ms");
      assertThat(apply.status(stream).error()).isNull();
      signal("pg_cancel_backend");
      awaitSqlState("57014");
      awaitLockWait("0 ms");
      signal("pg_terminate_backend");
      // Seen as a lost connection, which is all that the client can be sure of.
      awaitSqlState("");
      other.rollback();
    }
    settle();
    assertThat(target.rows("SELECT v FROM app.item")).containsExactly("new");
    assertNothingParked();
  }

  @Test
  void waitsWhileTheTargetHasNoConnectionLeft() throws Exception {
    // given
    start();
    settle();
    List<Connection> held = new ArrayList<>();
    try (Connection first = replica();
        Statement statement = first.createStatement()) {
      holdAll(held);
      signal(statement, "pg_terminate_backend");
      holdAll(held);

      // when
      topic.begin().insert("item", row("id", "1", "v", "late")).end();
      topic.flush();

      // then
      awaitSqlState("53300");
    } finally {
      for (Connection connection : held) {
        connection.close();
      }
    }
    settle();
    assertThat(target.rows("SELECT v FROM app.item")).containsExactly("late");
    assertNothingParked();
  }

  /** Raised by a trigger in the target, because most of these cannot be had at will. */
  @Test
  void triesAgainAfterEverySimulatedErrorThatMayPass() {
    // given
    target.run(
        """
        CREATE TABLE app.fault (state text);
        CREATE FUNCTION app.fail() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN
            IF EXISTS (SELECT FROM app.fault) THEN
              RAISE 'simulated' USING ERRCODE = (SELECT state FROM app.fault);
            END IF;
            RETURN NEW;
          END $$;
        CREATE TRIGGER fail BEFORE INSERT ON app.item FOR EACH ROW EXECUTE FUNCTION app.fail();
        ALTER TABLE app.item ENABLE ALWAYS TRIGGER fail""");
    start();
    List<String> states =
        List.of(
            "40001", "40P01", "55P03", "57014", "53100", "53200", "53400", "58030", "57P02",
            "25006");
    for (int i = 0; i < states.size(); i++) {
      // when
      target.run("INSERT INTO app.fault VALUES ('" + states.get(i) + "')");
      topic.begin().insert("item", row("id", String.valueOf(i))).end();
      topic.flush();
      awaitSqlState(states.get(i));
      target.run("DELETE FROM app.fault");
      settle();

      // then
      assertThat(apply.status(stream).error()).as(states.get(i)).isNull();
    }
    assertThat(target.one("SELECT count(*) FROM app.item"))
        .isEqualTo(String.valueOf(states.size()));
    assertNothingParked();
  }

  private ErrorReport awaitSqlState(String state) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(
            () -> {
              assertThat(apply.status(stream).error()).isNotNull();
              assertThat(apply.status(stream).error().fields()).containsEntry("sqlState", state);
            });
    ErrorReport error = apply.status(stream).error();
    assertThat(error.retryable()).isTrue();
    return error;
  }

  private void assertNothingParked() {
    assertThat(apply.status(stream).progress().deadLetters()).isZero();
    assertThat(target.rows("SELECT * FROM tributary.dead_letter")).isEmpty();
  }

  private void awaitLockWait(String since) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(10))
        .until(
            () ->
                !target
                    .rows(
                        "SELECT pid FROM pg_stat_activity WHERE application_name ="
                            + " 'tributary-apply' AND datname = current_database() AND"
                            + " wait_event_type = 'Lock' AND now() - query_start >= interval '"
                            + since
                            + "'")
                    .isEmpty());
  }

  /** In a session of its own: inside a transaction the list of sessions never changes. */
  private void signal(String function) throws SQLException {
    try (Connection connection = replica();
        Statement statement = connection.createStatement()) {
      signal(statement, function);
    }
  }

  private static void signal(Statement statement, String function) throws SQLException {
    statement.execute(
        "SELECT "
            + function
            + "(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'tributary-apply' AND datname = current_database()");
  }

  private void holdAll(List<Connection> held) {
    try {
      while (true) {
        held.add(replica());
      }
    } catch (SQLException e) {
      assertThat(e.getSQLState()).isEqualTo("53300");
    }
  }

  private Connection replica() throws SQLException {
    Connection connection = server().connect(database());
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET session_replication_role = replica");
    }
    return connection;
  }

  private String database() {
    return "apply_" + stream.migration();
  }

  /** The postmaster's soft limit, which its later children inherit. */
  private void limitFiles(String bytes) throws SQLException {
    try (Connection connection = replica();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT 1) TO PROGRAM 'prlimit --fsize="
              + bytes
              + ": --pid $(head -1 postmaster.pid)'");
    }
  }

  private void fillUp(String wide) throws SQLException {
    try (Connection connection = replica();
        Statement statement = connection.createStatement()) {
      for (int rows = 1_000; rows > 0; rows /= 2) {
        try {
          while (true) {
            statement.execute(
                "INSERT INTO app.item SELECT -(SELECT count(*) FROM app.item) - g, '"
                    + wide
                    + "' FROM generate_series(1, "
                    + rows
                    + ") g");
          }
        } catch (SQLException e) {
          assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo("53100");
        }
      }
    }
  }

  private void vacuum() throws SQLException {
    try (Connection connection = replica();
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM app.item");
    }
  }
}
