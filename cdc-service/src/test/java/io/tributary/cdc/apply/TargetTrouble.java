package io.tributary.cdc.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** What somebody with every right in the target's server, but none on its machine, can do to it. */
record TargetTrouble(PostgresServer server, String database) {
  private static final String SESSIONS =
      " FROM pg_stat_activity WHERE starts_with(application_name, 'tributary-apply')"
          + " AND datname = current_database()";

  Connection replica() throws SQLException {
    Connection connection = server.connect(database);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET session_replication_role = replica");
    }
    return connection;
  }

  /** Cancels or ends what apply does, from a session of its own: others may be in a transaction. */
  void signal(String function) throws SQLException {
    try (Connection connection = replica();
        Statement statement = connection.createStatement()) {
      signal(statement, function);
    }
  }

  void signal(Statement statement, String function) throws SQLException {
    statement.execute("SELECT " + function + "(pid)" + SESSIONS);
  }

  /** Gives a database another name, whoever is in it. */
  void rename(String from, String to) throws SQLException {
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER DATABASE " + from + " ALLOW_CONNECTIONS false");
      statement.execute(
          "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '"
              + from
              + "'");
      statement.execute("ALTER DATABASE " + from + " RENAME TO " + to);
      statement.execute("ALTER DATABASE " + to + " ALLOW_CONNECTIONS true");
    }
  }

  /** Waits until apply waits for a lock, at least for so long. */
  void awaitLockWait(String since) {
    await()
        .atMost(ApplyScenario.SOON)
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              try (Connection connection = replica();
                  Statement statement = connection.createStatement()) {
                return statement
                    .executeQuery(
                        "SELECT pid"
                            + SESSIONS
                            + " AND wait_event_type = 'Lock'"
                            + " AND now() - query_start >= interval '%s'".formatted(since))
                    .next();
              }
            });
  }

  /** Takes connections until the server has none left. */
  void holdAll(List<Connection> held) {
    try {
      while (true) {
        held.add(replica());
      }
    } catch (SQLException e) {
      assertThat(e.getSQLState()).isEqualTo("53300");
    }
  }

  /**
   * Ends what apply does and takes its connections, too. A session ends a moment after it was told,
   * and apply comes back at once: so until it has none and none is to be had.
   */
  void holdAllInsteadOfApply(Statement statement, List<Connection> held) {
    await()
        .atMost(ApplyScenario.SOON)
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              signal(statement, "pg_terminate_backend");
              boolean ended = !hasSession(statement);
              holdAll(held);
              return ended && !hasSession(statement);
            });
  }

  private static boolean hasSession(Statement statement) throws SQLException {
    return statement.executeQuery("SELECT pid" + SESSIONS).next();
  }

  /** The postmaster's soft limit of a file's size, which its later children inherit. */
  void limitFiles(String bytes) throws SQLException {
    execute(
        "COPY (SELECT 1) TO PROGRAM 'prlimit --fsize="
            + bytes
            + ": --pid $(head -1 postmaster.pid)'");
  }

  /** Fills app.item with negative ids until its file may not grow any more. */
  void fillUp(String wide) throws SQLException {
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

  void vacuum() throws SQLException {
    execute("VACUUM app.item");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = replica();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
