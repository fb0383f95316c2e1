package io.tributary.local.sqlite;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * An application with the bundled SQLite: runs each line as a statement and prints the first column
 * of what it answers. As with the {@code sqlite3} program, a refused line does not end it.
 */
final class SqliteWriterMain {
  private SqliteWriterMain() {}

  public static void main(String... arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + arguments[0]);
        Statement statement = connection.createStatement()) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        try {
          if (statement.execute(line)) {
            print(statement, out);
          }
        } catch (SQLException e) {
          out.println("Error: " + e.getMessage());
        }
      }
    }
  }

  private static void print(Statement statement, PrintStream out) throws SQLException {
    try (ResultSet rows = statement.getResultSet()) {
      while (rows.next()) {
        out.println(rows.getString(1));
      }
    }
  }
}
