package io.tributary.bench.sqlite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * An application with the bundled SQLite: understands the lines that the {@code sqlite3} program is
 * given here. An import is one prepared statement that is run once a row.
 */
public final class JdbcProgram {
  private static final String SELECT = "SELECT '";

  private Connection connection;

  private JdbcProgram() throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite::memory:");
  }

  public static void main(String[] arguments) throws Exception {
    JdbcProgram program = new JdbcProgram();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      program.line(line);
    }
  }

  private void line(String line) throws IOException, SQLException {
    String[] words = line.split(" ");
    if (words[0].equals(".open")) {
      open(words[1]);
    } else if (words[0].equals(".read")) {
      for (String step : Files.readAllLines(Path.of(words[1]))) {
        line(step);
      }
    } else if (words[0].equals(".import")) {
      load(Path.of(words[1]), words[2]);
    } else if (line.startsWith(SELECT)) {
      System.out.println(line.substring(SELECT.length(), line.indexOf("';")));
    } else {
      try (Statement statement = connection.createStatement()) {
        statement.execute(line);
      }
    }
  }

  private void open(String file) throws SQLException {
    connection.close();
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  private void load(Path file, String table) throws IOException, SQLException {
    List<String> rows = Files.readAllLines(file);
    String places = "?, ".repeat(rows.get(0).split(",").length - 1) + "?";
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + table + " VALUES (" + places + ")")) {
      for (String row : rows) {
        String[] values = row.split(",");
        for (int i = 0; i < values.length; i++) {
          insert.setString(i + 1, values[i]);
        }
        insert.executeUpdate();
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
  }
}
