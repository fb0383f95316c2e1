package io.tributary.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A legacy SQLite file that this process goes on writing to, and its migration. */
final class SqliteLegacy extends LegacyMigration {
  final Path file;

  /**
   * An empty file and an empty target database.
   *
   * @param name of the migration, the target database and the target schema
   * @param rules further lines of the source in the migration file
   */
  SqliteLegacy(TestStack stack, OperatorApi api, String name, String rules) throws IOException {
    this(stack, api, name, rules, "{}");
  }

  /**
   * The same with rules of the cutover.
   *
   * @param cutover what the migration file says of it, in one line
   */
  SqliteLegacy(TestStack stack, OperatorApi api, String name, String rules, String cutover)
      throws IOException {
    super(stack, api, name, rules, cutover);
    this.file = Files.createTempDirectory("tributary-sqlite").resolve(name + ".db");
  }

  /** A connection like an application's, which waits for locks. */
  Connection open() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
    }
    return connection;
  }

  /** Runs a script of any number of statements. */
  void run(String script) throws SQLException {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(script);
    }
  }

  /** The rows of a query, spelled as the oracle does. */
  List<String> rows(String sql) throws SQLException {
    try (Connection connection = open()) {
      return SqlitePrint.rows(connection, sql);
    }
  }

  /** Sets the journal mode, which is the file's own. */
  void journal(String mode) throws SQLException {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = " + mode);
    }
  }

  @Override
  String place() {
    return "kind: sqlite\nfile: \"" + file + "\"";
  }

  @Override
  String schema() {
    return "main";
  }
}
