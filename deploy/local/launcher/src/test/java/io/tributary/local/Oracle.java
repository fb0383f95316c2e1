package io.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads both databases by itself: every row of every table of a schema as PostgreSQL prints it. */
final class Oracle {
  private Oracle() {}

  /** All rows, each behind its table's name, sorted. */
  static List<String> rows(PostgresServer server, String database, String schema)
      throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = server.connect(database)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET TimeZone = 'UTC'");
      }
      for (String table : tables(connection, schema)) {
        String sql = "SELECT '%1$s ' || t::text FROM \"%2$s\".\"%1$s\" t".formatted(table, schema);
        rows.addAll(column(connection, sql));
      }
    }
    rows.sort(null);
    return rows;
  }

  private static List<String> tables(Connection connection, String schema) throws SQLException {
    return column(
        connection, "SELECT tablename FROM pg_tables WHERE schemaname = '" + schema + "'");
  }

  /** The first column of a query in a database. */
  static List<String> column(PostgresServer server, String database, String sql)
      throws SQLException {
    try (Connection connection = server.connect(database)) {
      return column(connection, sql);
    }
  }

  /** The first column of a query. */
  static List<String> column(Connection connection, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  /** Waits until the target has the rows of a source that nobody writes to. */
  static void awaitEqual(
      TestStack stack, String sourceDatabase, String targetDatabase, String targetSchema)
      throws SQLException {
    List<String> expected = rows(stack.source, sourceDatabase, "public");
    await()
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(300))
        .ignoreExceptions()
        .until(() -> rows(stack.target, targetDatabase, targetSchema).equals(expected));
    assertThat(expected).isNotEmpty();
  }
}
