package io.tributary.cdc.source.postgresql.fence;

import static io.tributary.cdc.source.postgresql.fence.FencedSource.inSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.tributary.cdc.database.Databases;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.cutover.CutoverSettings.OpenTransactions;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.fixture.PrintedCommands;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FenceUnderWritersIT {
  private static final String DATABASE = "fence_writers_it";
  private static final String DEADLOCK_DETECTED = "40P01";

  private FencedSource database;
  private FenceService fences;
  private Connection writer;
  private Statement write;

  @BeforeEach
  void create() throws Exception {
    database =
        new FencedSource(
            PostgresFixture.source(),
            DATABASE,
            "CREATE SCHEMA app",
            "CREATE TABLE app.a (id int)",
            "CREATE TABLE app.z (id int)");
    fences = database.service();
    writer = database.connect();
    writer.setAutoCommit(false);
    write = writer.createStatement();
    write.execute("SET application_name = 'shop checkout'");
    writer.commit();
  }

  @AfterEach
  void drop() throws SQLException {
    writer.close();
    PostgresFixture.source().dropDatabase(DATABASE);
  }

  @Test
  void namesTheOpenTransactionAndLeavesNothingBehindWhenItIsNotToBeEnded() throws Exception {
    // given
    Migration migration = database.migration(OpenTransactions.ABORT_CUTOVER, 700);
    String before = database.dump();
    write.execute("INSERT INTO app.a VALUES (1)");
    String pid = database.value("SELECT pid FROM pg_stat_activity WHERE state LIKE 'idle in%'");

    // when
    Instant begin = Instant.now();
    assertThatThrownBy(() -> raise(migration, 10))
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> assertThat(e.report().code()).isEqualTo("TRB-FENCE-OPEN-TRANSACTIONS"))
        .hasMessageContaining("pid " + pid + " user 'postgres' application 'shop checkout'")
        .hasMessageContaining("'idle in transaction', open for ")
        .hasMessageContaining("on app.a");

    // then
    assertThat(Duration.between(begin, Instant.now())).isBetween(ofMillis(700), ofMillis(3_000));
    assertThat(database.dump()).isEqualTo(before);
    write.execute("INSERT INTO app.z VALUES (1)");
    writer.commit();
    assertThat(database.value("SELECT count(*) FROM app.a")).isEqualTo("1");
  }

  @Test
  void waitsForATransactionThatEndsInTime() throws Exception {
    // given
    Migration migration = database.migration(OpenTransactions.ABORT_CUTOVER, 8_000);
    write.execute("INSERT INTO app.a VALUES (1)");

    // when
    CompletableFuture<FenceObserved> raised =
        CompletableFuture.supplyAsync(() -> raise(migration, 20));
    awaitWaitingFence();
    writer.commit();

    // then
    assertThat(raised.get().openTransactionsEnded()).isZero();
    assertThat(database.value("SELECT count(*) FROM app.a")).isEqualTo("1");
  }

  @Test
  void endsTheOpenTransactionWhenToldTo() throws Exception {
    // given
    Migration migration = database.migration(OpenTransactions.TERMINATE, 600);
    write.execute("INSERT INTO app.a VALUES (1)");

    // when
    FenceObserved fence = raise(migration, 10);

    // then
    assertThat(fence.openTransactionsEnded()).isEqualTo(1);
    assertThatThrownBy(() -> write.execute("INSERT INTO app.z VALUES (1)"))
        .isInstanceOf(SQLException.class);
    assertThat(database.value("SELECT count(*) FROM app.a")).isEqualTo("0");
  }

  @Test
  void sparesSessionsWhoseTransactionsAreShort() throws Exception {
    // given
    Migration migration = database.migration(OpenTransactions.TERMINATE, 3_000);
    write.execute("INSERT INTO app.a VALUES (1)");
    AtomicBoolean go = new AtomicBoolean(true);
    CompletableFuture<String> busy = CompletableFuture.supplyAsync(() -> writeUntilRefused(go));

    // when
    FenceObserved fence = raise(migration, 10);

    // then
    assertThat(fence.openTransactionsEnded()).isEqualTo(1);
    go.set(false);
    assertThat(busy.get()).isIn("25006", "none");
  }

  /** Within a transaction the server shows locks as they are and sessions as they were. */
  @Test
  void sparesASessionThatWasIdleWhenItsTransactionWasLookedAt() throws Exception {
    // given
    Migration migration = database.migration(OpenTransactions.TERMINATE, 3_000);
    MovingSource subject = new MovingSource(migration, migration.source("legacy"));
    try (FenceSession session = new FenceSession(new Databases(), subject, "owner")) {
      BlockerSearch blockers = new BlockerSearch(session, subject);
      List<TableName> tables = List.of(new TableName("app", "a"));
      session.execute("SELECT FROM pg_stat_activity");
      write.execute("INSERT INTO app.a VALUES (1)");

      // when
      List<FenceBlocker> found = blockers.find(tables);

      // then
      assertThat(found).isEmpty();
      assertThat(blockers.find(tables))
          .extracting(FenceBlocker::state)
          .containsExactly("idle in transaction");
    }
  }

  @Test
  void givesUpAtTheDeadlineThoughItMayWaitLonger() throws Exception {
    // given
    Migration migration = database.migration(OpenTransactions.ABORT_CUTOVER, 60_000);
    write.execute("INSERT INTO app.a VALUES (1)");

    // when, then
    assertThatThrownBy(() -> raise(migration, 1))
        .hasMessageContaining("time limit passed")
        .hasMessageContaining("application 'shop checkout'");
    write.execute("INSERT INTO app.a VALUES (2)");
    writer.commit();
  }

  @Test
  void printsTheRightThatTheRoleLacksToEndSessions() throws Exception {
    // given a role that owns the tables, and a writer that is not its own
    PostgresServer server = PostgresFixture.source();
    database.execute(
        "DROP ROLE IF EXISTS \"Keeper\"",
        "DROP ROLE IF EXISTS clerk",
        "CREATE ROLE \"Keeper\" LOGIN PASSWORD 'k'",
        "CREATE ROLE clerk LOGIN PASSWORD 'c'",
        "GRANT CREATE ON DATABASE " + DATABASE + " TO \"Keeper\"",
        "GRANT USAGE ON SCHEMA app TO \"Keeper\", clerk",
        "ALTER TABLE app.a OWNER TO \"Keeper\"",
        "ALTER TABLE app.z OWNER TO \"Keeper\"",
        "GRANT INSERT ON app.a TO clerk");
    Migration migration = database.migrationAs("Keeper", "k", OpenTransactions.TERMINATE, 300);
    try (Connection clerk = database.connect("clerk", "c");
        Statement insert = clerk.createStatement()) {
      clerk.setAutoCommit(false);
      insert.execute("INSERT INTO app.a VALUES (1)");
      TributaryException denied =
          catchThrowableOfType(TributaryException.class, () -> raise(migration, 10));
      assertThat(denied.report().code()).isEqualTo("TRB-FENCE-TERMINATE-DENIED");

      // when
      PrintedCommands.run(denied.getMessage(), server, DATABASE);

      // then
      assertThat(raise(migration, 10).openTransactionsEnded()).isEqualTo(1);
    }
    database.execute("REVOKE pg_signal_backend FROM \"Keeper\"");
  }

  @Test
  void namesAPreparedTransactionEvenWhenToldToEndSessions() throws Exception {
    // given
    Migration migration = database.migration(OpenTransactions.TERMINATE, 300);
    write.execute("INSERT INTO app.a VALUES (1)");
    write.execute("PREPARE TRANSACTION 'order-17'");

    // when, then
    try {
      assertThatThrownBy(() -> raise(migration, 10))
          .hasMessageContaining("prepared transaction order-17 on app.a");
    } finally {
      database.execute("ROLLBACK PREPARED 'order-17'");
    }
  }

  @Test
  void neverMakesPostgresqlEndAWriterThatLocksTheOtherWayRound() throws Exception {
    // given: the fence gets app.a and waits for app.z, whose writer then wants app.a
    Migration migration = database.migration(OpenTransactions.ABORT_CUTOVER, 20_000);
    write.execute("INSERT INTO app.z VALUES (1)");

    // when
    CompletableFuture<FenceObserved> raised =
        CompletableFuture.supplyAsync(() -> raise(migration, 30));
    awaitWaitingFence();
    write.execute("INSERT INTO app.a VALUES (1)");
    for (int id = 0; id < 20; id++) {
      write.execute("INSERT INTO app.a VALUES (" + id + ")");
      write.execute("SELECT pg_sleep(0.1)");
    }
    writer.commit();

    // then
    assertThat(raised.get().token()).isEqualTo("cut-1");
    assertThat(database.value("SELECT count(*) FROM app.a")).isEqualTo("21");
  }

  @Test
  void leavesNothingBehindWhenKilledBeforeTheCommit() throws Exception {
    // given
    Migration migration = database.migration(OpenTransactions.ABORT_CUTOVER, 20_000);
    String before = database.dump();
    write.execute("INSERT INTO app.z VALUES (1)");
    CompletableFuture<FenceObserved> raised =
        CompletableFuture.supplyAsync(() -> raise(migration, 30));
    awaitWaitingFence();

    // when
    database.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE starts_with(application_name, 'tributary-fence') AND datname = current_database()");

    // then
    assertThatThrownBy(raised::join).hasCauseInstanceOf(TributaryException.class);
    writer.commit();
    assertThat(database.dump()).isEqualTo(before);
    assertThat(fences.standing(new MovingSource(migration, migration.source("legacy")))).isEmpty();
  }

  private String writeUntilRefused(AtomicBoolean go) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      while (go.get()) {
        statement.execute("INSERT INTO app.z VALUES (2)");
      }
      return "none";
    } catch (SQLException e) {
      assertThat(e.getSQLState()).isNotEqualTo(DEADLOCK_DETECTED);
      return e.getSQLState();
    }
  }

  private FenceObserved raise(Migration migration, int seconds) {
    return fences.raise(
        new MovingSource(migration, migration.source("legacy")),
        "cut-1",
        inSeconds(seconds),
        locked -> {});
  }

  private void awaitWaitingFence() {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(ofMillis(10))
        .until(
            () ->
                "t"
                    .equals(
                        database.value(
                            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE"
                                + " starts_with(application_name, 'tributary-fence') AND wait_event_type = 'Lock'"
                                + " AND datname = current_database())")));
  }

  private static Duration ofMillis(long millis) {
    return Duration.ofMillis(millis);
  }
}
