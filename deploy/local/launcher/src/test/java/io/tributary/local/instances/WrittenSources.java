package io.tributary.local.instances;

import io.tributary.local.fixture.TestStack;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Several source databases of one migration, to each of which somebody writes one row after the
 * other with numbers of their own. What was acknowledged is what has to be at the target, once.
 */
final class WrittenSources {
  final int count;

  /** Leaves the processors to all those instances. */
  private static final long PACE_NANOS = 25_000_000;

  private static final long RETRY_NANOS = 20_000_000;

  final List<Set<Long>> acknowledged = new ArrayList<>();
  private final TestStack stack;
  private final String name;

  WrittenSources(TestStack stack, String name, int count) throws SQLException {
    this.stack = stack;
    this.name = name;
    this.count = count;
    stack.target.createDatabase(name);
    for (int i = 0; i < count; i++) {
      acknowledged.add(new ConcurrentSkipListSet<>());
      stack.source.createDatabase(database(i));
      try (Connection connection = stack.source.connect(database(i));
          Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE TABLE item (id bigint PRIMARY KEY, v text, times int NOT NULL DEFAULT 0);"
                + " INSERT INTO item SELECT -g, md5(g::text) FROM generate_series(1, 3000) g");
      }
    }
  }

  String database(int source) {
    return name.replace('-', '_') + source;
  }

  String migrationFile() {
    StringBuilder schemas = new StringBuilder();
    StringBuilder sources = new StringBuilder();
    for (int i = 0; i < count; i++) {
      schemas.append(
          "    app%d: {role: \"%s-app%d\", password: {env: APP_PASSWORD}}\n".formatted(i, name, i));
      sources.append(
          """
            - name: s%1$d
              kind: postgresql
              connection: {host: 127.0.0.1, port: %2$d, database: %3$s, user: %4$s, password: {env: SOURCE_PASSWORD}}
              schemas: [{from: public, to: app%1$d}]
          """
              .formatted(i, stack.source.port(), database(i), stack.source.superuser()));
    }
    return """
        migration: %1$s
        target:
          connection: {host: 127.0.0.1, port: %2$d, database: %1$s, user: %3$s, password: {env: TARGET_PASSWORD}}
          schemas:
        %4$ssources:
        %5$scutover: {time-limit-millis: 60000}
        validation: {pause-between-passes-millis: 1500}
        """
        .formatted(
            name, stack.target.port(), stack.target.superuser(), schemas, sources.toString());
  }

  /** Writes to one source after the other until it is told to end, and to none that refuses. */
  void write(BooleanSupplier running) {
    List<Connection> connections = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        connections.add(stack.source.connect(database(i)));
      }
      for (long id = 1; running.getAsBoolean(); id++) {
        int source = (int) (id % count);
        try (Statement statement = connections.get(source).createStatement()) {
          statement.execute(
              "INSERT INTO item VALUES (%d, 'w%d'); UPDATE item SET times = times + 1 WHERE id = %d"
                  .formatted(id, id, -1 - id % 3000));
          acknowledged.get(source).add(id);
          LockSupport.parkNanos(PACE_NANOS);
        } catch (SQLException e) {
          // Refused behind the fence.
          LockSupport.parkNanos(RETRY_NANOS);
        }
      }
      for (Connection connection : connections) {
        connection.close();
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The numbers that the target has of a source. */
  Set<Long> written(int source) throws SQLException {
    Set<Long> ids = new TreeSet<>();
    try (Connection connection = stack.target.connect(name);
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT id FROM app" + source + ".item WHERE id > 0")) {
      while (found.next()) {
        ids.add(found.getLong(1));
      }
    }
    return ids;
  }

  /** All rows of a source as PostgreSQL prints them: there, or at the target. */
  List<String> rows(int source, boolean atTarget) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection =
            atTarget ? stack.target.connect(name) : stack.source.connect(database(source));
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT t::text FROM %s.item t ORDER BY id"
                    .formatted(atTarget ? "app" + source : "public"))) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
    }
    return rows;
  }
}
