package io.tributary.orchestrator.loop;

import static org.awaitility.Awaitility.await;

import io.tributary.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Lets every commit at a server wait for a standby that does not exist: what is written is neither
 * visible nor gone, and its locks stand, as with a standby or a disk that does not answer.
 */
final class StalledCommits implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(40);
  private static final String WAITING =
      "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
  private static final String BLOCKED =
      "SELECT coalesce(max(pid), 0) FROM pg_stat_activity"
          + " WHERE wait_event_type = 'Lock' AND query LIKE '%tributary.migration%'";

  private final Connection connection;
  private final PostgresServer server;

  StalledCommits(PostgresServer server) throws SQLException {
    this.server = server;
    this.connection = server.connect("postgres");
    set("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
    // The setting is in force when a commit of the test's own waits for it.
    CompletableFuture.runAsync(this::commitOne);
    awaitCommits(1);
  }

  private void commitOne() {
    try (Connection own = server.connect("postgres");
        Statement statement = own.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS stalled_commit ()");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until a commit other than the test's own stands still. */
  void awaitStalled() {
    awaitCommits(2);
  }

  private void awaitCommits(int count) {
    await().atMost(LONG).until(() -> number(WAITING) >= count);
  }

  /** Waits until a statement waits for the row of a stalled commit, and then until it gave up. */
  void awaitBlockedStatementToEnd() {
    await().atMost(LONG).until(() -> number(BLOCKED) > 0);
    long pid = number(BLOCKED);
    await()
        .atMost(LONG)
        .until(() -> number("SELECT count(*) FROM pg_stat_activity WHERE pid = " + pid) == 0);
  }

  private long number(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void set(String setting) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(setting);
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  /** Lets the commits go on. */
  @Override
  public void close() throws SQLException {
    set("ALTER SYSTEM RESET synchronous_standby_names");
    connection.close();
  }
}
