package io.tributary.bench.stage;

import io.tributary.local.stack.LoopbackPort;
import io.tributary.local.stack.PostgresSpec;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A running PostgreSQL server; everything is done as its superuser. Thread-safe. */
public record BenchServer(PostgresSpec spec) {
  private static final Duration SLOT_LIMIT = Duration.ofSeconds(60);
  private static final String END_SLOT_USERS =
      "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots"
          + " WHERE database = ? AND active_pid IS NOT NULL";
  private static final String DROP_IDLE_SLOTS =
      "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
          + " WHERE database = ? AND active_pid IS NULL";
  private static final String COUNT_SLOTS =
      "SELECT count(*) FROM pg_replication_slots WHERE database = ?";
  private static final String SLOT_IN_USE = "55006";

  /** A new connection. */
  public Connection connect(String database) throws SQLException {
    return connect(database, "postgres", spec.password());
  }

  /** A new connection of some role. */
  public Connection connect(String database, String user, String password) throws SQLException {
    return DriverManager.getConnection(spec.jdbcUrl(database), user, password);
  }

  /** As libpq and most programs take it, with the password. */
  public String uri(String database) {
    return "postgresql://postgres:%s@%s:%d/%s"
        .formatted(spec.password(), LoopbackPort.HOST, spec.port(), database);
  }

  /** psql, pg_dump and the like, of the server's version. */
  public Path programs() {
    return spec.binDirectory();
  }

  /** Runs statements, each by itself. */
  public void execute(String database, String... statements) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The first column of the first row as text, empty when there is no row. */
  public String query(String database, String sql) throws SQLException {
    try (Connection connection = connect(database)) {
      return query(connection, sql);
    }
  }

  static String query(Connection connection, String sql, String... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? String.valueOf(rows.getString(1)) : "";
      }
    }
  }

  /** Makes an empty database in the place of one of that name. */
  public void create(String database) throws SQLException {
    drop(database);
    execute("postgres", "CREATE DATABASE \"" + database + '"');
  }

  /** Makes a copy of a database in the place of one of that name. */
  public void create(String database, String template) throws SQLException {
    drop(database);
    execute(
        "postgres",
        "CREATE DATABASE \"" + database + "\" TEMPLATE \"" + template + "\" STRATEGY file_copy");
  }

  /** Drops a database with its slots and ends its sessions; missing is fine. */
  public void drop(String database) throws SQLException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      // A database with a slot cannot be dropped, and a slot in use cannot be dropped either.
      PatientWait.until(
          "the slots of " + database + " are gone", SLOT_LIMIT, () -> slots(connection, database));
      statement.execute("DROP DATABASE IF EXISTS \"" + database + "\" WITH (FORCE)");
    }
  }

  private static boolean slots(Connection connection, String database) throws SQLException {
    query(connection, END_SLOT_USERS, database);
    try {
      query(connection, DROP_IDLE_SLOTS, database);
    } catch (SQLException e) {
      // Somebody took the slot again in between: the next round ends that session too.
      if (!SLOT_IN_USE.equals(e.getSQLState())) {
        throw e;
      }
    }
    return "0".equals(query(connection, COUNT_SLOTS, database));
  }
}
