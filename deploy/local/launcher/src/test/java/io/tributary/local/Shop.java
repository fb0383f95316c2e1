package io.tributary.local;

import io.tributary.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A small legacy database with a keyed table, one without key, and a sequence; and its migration.
 */
record Shop(TestStack stack, PostgresServer target, String name) {

  static Shop create(TestStack stack, String name) throws SQLException {
    return create(stack, stack.target, name);
  }

  static Shop create(TestStack stack, PostgresServer target, String name) throws SQLException {
    stack.source.createDatabase(name);
    target.createDatabase(name);
    try (Connection connection = stack.source.connect(name);
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE account (id bigserial PRIMARY KEY, owner text NOT NULL UNIQUE, note text);
          CREATE TABLE journal (at timestamptz NOT NULL DEFAULT now(), entry text);
          CREATE TABLE probe (id bigint PRIMARY KEY);
          INSERT INTO account (owner, note)
            SELECT 'owner-' || g, repeat(md5(g::text), 100) FROM generate_series(1, 2000) g;
          INSERT INTO journal (entry) SELECT 'start' FROM generate_series(1, 3)""");
    }
    return new Shop(stack, target, name);
  }

  String migrationFile() {
    return """
        migration: %1$s
        target:
          connection: {host: 127.0.0.1, port: %2$d, database: %1$s, user: %3$s, password: {env: TARGET_PASSWORD}}
          schemas: {shop: {role: "%1$s-app", password: {env: APP_PASSWORD}}}
        sources:
          - name: shop
            kind: postgresql
            connection: {host: 127.0.0.1, port: %4$d, database: %1$s, user: %5$s, password: {env: SOURCE_PASSWORD}}
            schemas: [{from: public, to: shop}]
        cutover: {time-limit-millis: 60000}
        validation: {pause-between-passes-millis: 500}
        """
        .formatted(
            name, target.port(), target.superuser(), stack.source.port(), stack.source.superuser());
  }

  Connection source() throws SQLException {
    return stack.source.connect(name);
  }

  Connection targetAsApplication() throws SQLException {
    return target.connect(name, name + "-app", TestStack.APP_PASSWORD);
  }

  /** Runs statements at the source, past ordinary triggers. */
  void atSource(String... statements) throws SQLException {
    run(source(), statements);
  }

  /** Runs statements in the target as a superuser who goes past its gate. */
  void atTarget(String... statements) throws SQLException {
    run(stack.target.connect(name), statements);
  }

  private static void run(Connection opened, String... statements) throws SQLException {
    try (Connection connection = opened;
        Statement statement = connection.createStatement()) {
      statement.execute("SET session_replication_role = replica");
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Whether the fence stands in the way of a write. */
  boolean refuses(String write) throws SQLException {
    try (Connection connection = source();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(write);
      connection.rollback();
      return false;
    } catch (SQLException e) {
      return "25006".equals(e.getSQLState());
    }
  }

  /** Every row of every table as PostgreSQL prints it, sorted; the oracle of these tests. */
  List<String> sourceRows() throws SQLException {
    return rows(stack.source, "public");
  }

  List<String> targetRows() throws SQLException {
    return rows(target, "shop");
  }

  private List<String> rows(PostgresServer server, String schema) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = server.connect(name);
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      for (String table : List.of("account", "journal", "probe")) {
        try (ResultSet result =
            statement.executeQuery(
                "SELECT '"
                    + table
                    + "' || t::text FROM "
                    + schema
                    + "."
                    + table
                    + " t ORDER BY 1")) {
          while (result.next()) {
            rows.add(result.getString(1));
          }
        }
      }
    }
    return rows;
  }
}
