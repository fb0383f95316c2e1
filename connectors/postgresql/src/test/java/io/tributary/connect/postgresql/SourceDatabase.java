package io.tributary.connect.postgresql;

import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A database of a test's own on a real server, with the publication that cdc-service would make.
 */
final class SourceDatabase implements AutoCloseable {

  private static final String PUBLICATION = "tributary_it";

  private final String name = "it_" + UUID.randomUUID().toString().substring(0, 8);
  private final String slot = "tributary_" + name;

  private final PostgresServer server;

  SourceDatabase() {
    this(PostgresFixture.source());
  }

  SourceDatabase(PostgresServer server) {
    this.server = server;
    server.createDatabase(name);
  }

  String name() {
    return name;
  }

  String slot() {
    return slot;
  }

  Connection connect() throws SQLException {
    return server.connect(name);
  }

  void execute(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(String.join("; ", statements), e);
    }
  }

  /** Runs the statements in one transaction. */
  void inTransaction(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
    }
  }

  List<String> query(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> first = new ArrayList<>();
      while (rows.next()) {
        first.add(rows.getString(1));
      }
      return first;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  void publish(String... tables) {
    execute(
        tables.length == 0
            ? "CREATE PUBLICATION " + PUBLICATION
            : "CREATE PUBLICATION " + PUBLICATION + " FOR TABLE " + String.join(", ", tables));
  }

  /** The configuration that docs/connector-postgresql.md gives. */
  Map<String, String> settings(String includedTables) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("name", "it");
    settings.put("connector.class", PostgresSourceConnector.class.getName());
    settings.put("tasks.max", "1");
    settings.put("topic.prefix", "demo");
    settings.put("database.hostname", server.host());
    settings.put("database.port", String.valueOf(server.port()));
    settings.put("database.user", server.superuser());
    settings.put("database.password", server.password());
    settings.put("database.dbname", name);
    settings.put("plugin.name", "pgoutput");
    settings.put("slot.name", slot);
    settings.put("publication.name", PUBLICATION);
    settings.put("publication.autocreate.mode", "disabled");
    settings.put("table.include.list", includedTables);
    settings.put("snapshot.mode", "initial");
    settings.put("snapshot.locking.mode", "none");
    settings.put("snapshot.query.mode", "custom");
    settings.put("snapshot.query.mode.custom.name", TextSnapshotQuery.NAME);
    settings.put("converters", "literal");
    settings.put("literal.type", LiteralConverter.class.getName());
    settings.put("event.converting.failure.handling.mode", "fail");
    settings.put("provide.transaction.metadata", "true");
    settings.put("notification.enabled.channels", "sink");
    settings.put("notification.sink.topic.name", "demo.notifications");
    settings.put("tombstones.on.delete", "false");
    settings.put("skipped.operations", "none");
    settings.put("heartbeat.interval.ms", "500");
    settings.put("poll.interval.ms", "5");
    settings.put("binary.handling.mode", "base64");
    settings.put("errors.max.retries", "10");
    settings.put("extended.headers.enabled", "false");

    return settings;
  }

  @Override
  public void close() {
    server.dropDatabase(name);
  }
}
