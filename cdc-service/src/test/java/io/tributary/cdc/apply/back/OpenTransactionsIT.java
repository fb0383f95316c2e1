package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.PlainDatabase;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.plan.MovingSource;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions that are open while the sides change, at either side. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class OpenTransactionsIT {
  /** An attempt to lock everything that began later than this. */
  private static final String FENCE_WAITS =
      "SELECT FROM pg_stat_activity WHERE starts_with(application_name, 'tributary-fence')"
          + " AND wait_event_type = 'Lock' AND datname = current_database() AND query_start > '%s'";

  /** Nobody notices that a side opens; a lift that waits for readers does so for five seconds. */
  private static final Duration AT_ONCE = Duration.ofSeconds(4);

  @Inject ApplyService apply;
  private TwoWayMigration move;

  @BeforeEach
  void create() throws Exception {
    move =
        new TwoWayMigration(
                apply,
                "CREATE TABLE line (id int PRIMARY KEY, said text)",
                "CREATE SCHEMA aside",
                "CREATE TABLE aside.note (said text)",
                "INSERT INTO line VALUES (1, 'early')")
            .started();
    move.target.run(
        "CREATE SCHEMA aside",
        "CREATE TABLE aside.note (said text)",
        "GRANT USAGE ON SCHEMA aside TO PUBLIC",
        "GRANT INSERT ON aside.note TO PUBLIC");
  }

  @AfterEach
  void stop() throws Exception {
    move.close();
  }

  @Test
  void areTakenAlongOrRefusedAndHoldUpNoStream() throws Exception {
    // given
    Side source = new Side(move.source, "public.line", move::asLegacyApplication);
    Side target = new Side(move.target, "app.line", move::asApplication);

    // when, then: also where the side that opens was open before
    crosses(move.out, source, target, 10);
    crosses(move.back, target, source, 20);
    crosses(move.out, source, target, 30);
    assertThat(move.source.rows("SELECT id FROM line ORDER BY 1"))
        .containsExactly("1", "10", "11", "12", "20", "21", "22", "30", "31", "32");
  }

  private void crosses(MovingSource way, Side left, Side entered, int first) throws Exception {
    // given
    String note = "INSERT INTO aside.note VALUES ('open across')";
    try (Connection writer = left.begin(note, left.insert(first));
        Connection locker = left.begin(left.sql("SELECT FROM %s WHERE id = 1 FOR UPDATE"));
        Connection late = left.begin("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", note);
        Connection early = entered.begin(note, entered.sql("SELECT FROM %s"))) {

      // when: the fence waits for what was written, and for rows that are locked
      CompletableFuture<SourceDriver> closing =
          CompletableFuture.supplyAsync(() -> move.close(way));
      left.awaitFence(Instant.EPOCH.toString());
      writer.commit();
      left.awaitFence(left.now());
      run(locker, left.sql("UPDATE %s SET said = 'locked " + first + "' WHERE id = 1"));
      locker.commit();
      SourceDriver opening = closing.get(TwoWayStreams.LIMIT.toSeconds(), TimeUnit.SECONDS);
      Instant begun = Instant.now();
      move.open(opening);

      // then
      assertThat(Duration.between(begun, Instant.now())).isLessThan(AT_ONCE);
      assertThatThrownBy(() -> run(late, left.insert(first + 3)))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"));
      run(early, entered.insert(first + 1));
      early.commit();
      entered.database().run(entered.insert(first + 2));
    }
    for (Side side : new Side[] {left, entered}) {
      await()
          .atMost(TwoWayStreams.LIMIT)
          .untilAsserted(
              () ->
                  assertThat(
                          side.database()
                              .rows(
                                  side.sql(
                                      "SELECT * FROM %s WHERE id = 1 OR id / 10 = " + first / 10)))
                      .containsExactlyInAnyOrder(
                          "1|locked " + first,
                          first + "|said",
                          first + 1 + "|said",
                          first + 2 + "|said"));
    }
    assertThat(move.status(move.out).error()).isNull();
    assertThat(move.status(move.back).error()).isNull();
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A database with the table that moves, and its application. */
  private record Side(PlainDatabase database, String table, Callable<Connection> application) {
    String sql(String sql) {
      return sql.replace("%s", table);
    }

    String insert(int id) {
      return "INSERT INTO " + table + " VALUES (" + id + ", 'said')";
    }

    Connection begin(String... statements) throws Exception {
      Connection connection = application.call();
      connection.setAutoCommit(false);
      for (String sql : statements) {
        run(connection, sql);
      }
      return connection;
    }

    String now() {
      return database.rows("SELECT clock_timestamp()").get(0);
    }

    void awaitFence(String since) {
      await()
          .atMost(TwoWayStreams.LIMIT)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> !database.rows(FENCE_WAITS.formatted(since)).isEmpty());
    }
  }
}
