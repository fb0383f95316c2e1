package io.tributary.cdc.apply.stream;

import static io.tributary.cdc.apply.fixture.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyScenario;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.TargetTrouble;
import io.tributary.common.error.ErrorReport;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.sql.Connection;
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
  protected synchronized PostgresServer server() {
    if (own == null) {
      own = PostgresFixture.fresh(Map.of("max_connections", "25"));
    }
    return own;
  }

  private TargetTrouble trouble;

  @BeforeEach
  void tables() {
    trouble = new TargetTrouble(server(), "apply_" + stream.migration());
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
    trouble.limitFiles("16781312");
    try {
      trouble.fillUp(wide);
      trouble.signal("pg_terminate_backend");

      // when
      topic.begin().insert("item", row("id", "1", "v", wide)).end();
      topic.flush();

      // then
      assertThat(awaitSqlState("53100").type().name()).isEqualTo("RESOURCE");
      assertThat(apply.status(stream).running()).isTrue();
      target.run("DELETE FROM app.item WHERE id < 0");
      trouble.vacuum();
      settle();
      assertThat(target.rows("SELECT id FROM app.item")).containsExactly("1");
      assertNothingParked();
    } finally {
      trouble.limitFiles("unlimited");
    }
  }

  @Test
  void isTheVictimOfADeadlockAndTriesAgain() throws Exception {
    // given
    target.run("ALTER DATABASE " + trouble.database() + " SET deadlock_timeout = '2s'");
    start();
    topic.begin().insert("item", row("id", "1")).insert("stock", row("id", "1")).end();
    settle();
    trouble.signal("pg_terminate_backend");
    settle();
    try (Connection other = trouble.replica();
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
      trouble.awaitLockWait("0 ms");

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
      target.run("ALTER DATABASE " + trouble.database() + " SET " + limit + " = '50ms'");
    }
    start();
    topic.begin().insert("item", row("id", "1")).end();
    settle();
    try (Connection other = trouble.replica();
        Statement statement = other.createStatement()) {
      statement.execute("SET statement_timeout = 0");
      other.setAutoCommit(false);
      statement.execute("UPDATE app.item SET v = 'other' WHERE id = 1");

      // when
      topic.begin().update("item", row("id", "1", "v", "new")).end();
      topic.flush();

      // then
      trouble.awaitLockWait("300 ms");
      assertThat(apply.status(stream).error()).isNull();
      trouble.signal("pg_cancel_backend");
      awaitSqlState("57014");
      trouble.awaitLockWait("0 ms");
      trouble.signal("pg_terminate_backend");
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
    try (Connection first = trouble.replica();
        Statement statement = first.createStatement()) {
      trouble.holdAll(held);
      trouble.holdAllInsteadOfApply(statement, held);

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

  @Test
  void saysWhichDatabaseIsGoneWhenTheTargetWasRenamed() throws Exception {
    // given
    start();
    settle();
    String away = trouble.database() + "_away";

    // when
    trouble.rename(trouble.database(), away);
    try {
      topic.begin().insert("item", row("id", "1")).end();
      topic.flush();

      // then
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(apply.status(stream).error())
                      .isNotNull()
                      .satisfies(
                          error -> assertThat(error.fields()).containsEntry("sqlState", "3D000")));
      assertThat(apply.status(stream).error().message()).contains(trouble.database());
    } finally {
      trouble.rename(away, trouble.database());
    }
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
    assertThat(apply.status(stream).progress().aside().deadLetters()).isZero();
    assertThat(target.rows("SELECT * FROM tributary.dead_letter")).isEmpty();
  }
}
