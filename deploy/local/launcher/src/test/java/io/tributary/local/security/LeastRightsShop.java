package io.tributary.local.security;

import io.tributary.fixture.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** What {@link LeastRightsIT} moves: a database of several owners, and a SQLite file. */
final class LeastRightsShop {
  static final String DATABASE = "least";
  static final String OWNER_PASSWORD = "owner";

  private LeastRightsShop() {}

  /** Makes both databases, and the file. */
  static void create(PostgresServer source, PostgresServer target, Path home) throws Exception {
    source.createDatabase(DATABASE);
    target.createDatabase(DATABASE);
    // Roles of the source: the application's, and one that owns a schema of its own.
    run(
        source,
        "CREATE ROLE shop_owner LOGIN PASSWORD '" + OWNER_PASSWORD + "'",
        "CREATE ROLE book_keeper",
        "GRANT CREATE ON SCHEMA public TO shop_owner",
        "CREATE SCHEMA books AUTHORIZATION book_keeper",
        "SET ROLE shop_owner",
        "CREATE TYPE mood AS ENUM ('glad', 'sad')",
        "CREATE TABLE item (id bigserial PRIMARY KEY, note text, mood mood DEFAULT 'glad')",
        "INSERT INTO item (note) SELECT 'item ' || g FROM generate_series(1, 500) g",
        "CREATE TABLE probe (id bigint PRIMARY KEY)",
        "CREATE TABLE keyless (word text)",
        "INSERT INTO keyless VALUES ('a'), ('b')",
        "CREATE TABLE hidden (id int PRIMARY KEY, whose text DEFAULT 'nobody')",
        "INSERT INTO hidden VALUES (1), (2)",
        "ALTER TABLE hidden ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE hidden FORCE ROW LEVEL SECURITY",
        "CREATE POLICY own ON hidden USING (whose = CURRENT_USER)",
        "CREATE VIEW glad AS SELECT id FROM item WHERE mood = 'glad'",
        "CREATE SEQUENCE ticket",
        "SELECT nextval('ticket')",
        "SET ROLE book_keeper",
        "CREATE TABLE books.entry (id int PRIMARY KEY, item int)",
        "INSERT INTO books.entry VALUES (1, 1), (2, 2)",
        "RESET ROLE",
        "CREATE TABLE cache_page (id int)");
    // One role of the target is there before, as those of platforms are.
    run(target, "CREATE ROLE shop_app", "REVOKE CONNECT ON DATABASE least FROM PUBLIC");
    try (Connection notes = DriverManager.getConnection("jdbc:sqlite:" + home + "/notes.db");
        Statement statement = notes.createStatement()) {
      statement.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT)");
      statement.execute("INSERT INTO note VALUES (1, 'one'), (2, 'two')");
    }
  }

  /** As a superuser. */
  static void run(PostgresServer server, String... statements) throws SQLException {
    try (Connection connection = server.connect(DATABASE);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The same with sources that follow their target. */
  static String returning(String file) {
    return file.replaceAll("(?m)^( +)(kind: .*)$", "$1$2\n$1way-back: replicate");
  }

  /**
   * What is to move; {@code transactions} says what becomes of those that are open at the fence.
   */
  static String file(
      String name, String transactions, PostgresServer source, PostgresServer target, Path home) {
    return """
        migration: %1$s
        target:
          connection: {host: 127.0.0.1, port: %2$d, database: least, user: mover, password: {env: TARGET_PASSWORD}}
          extensions-schema: extensions
          schemas:
            shop: {role: shop_app, password: {env: APP_PASSWORD}, database-create: true}
            ledger: {role: ledger_app, password: {env: APP_PASSWORD}}
            notes: {role: notes_app, password: {env: APP_PASSWORD}}
        sources:
          - name: shop
            kind: postgresql
            connection: {host: 127.0.0.1, port: %3$d, database: least, user: mover, password: {env: SOURCE_PASSWORD}}
            schemas:
              - {from: public, to: shop, exclude: ["cache_*"]}
              - {from: books, to: ledger}
          - name: notes
            kind: sqlite
            file: %4$s/notes.db
            schemas: [{from: main, to: notes}]
        cutover: {time-limit-millis: 60000, max-lag-millis: 10000, open-transactions: %5$s}
        validation: {pause-between-passes-millis: 500}
        """
        .formatted(name, target.port(), source.port(), home, transactions);
  }
}
