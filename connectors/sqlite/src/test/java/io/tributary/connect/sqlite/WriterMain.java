package io.tributary.connect.sqlite;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Stands in for the {@code sqlite3} program: runs what it reads and says when it is done. */
public final class WriterMain {
  private static final String DONE = "SELECT 'tributary-done-";

  private static final String SHELL = ".shell ";

  private WriterMain() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + arguments[0]);
        Statement statement = connection.createStatement()) {
      StringBuilder sql = new StringBuilder();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith(DONE)) {
          out.println(line.substring("SELECT '".length(), line.indexOf("';")));
          continue;
        }
        if (line.startsWith(SHELL)) {
          new ProcessBuilder("sh", "-c", line.substring(SHELL.length()))
              .inheritIO()
              .start()
              .waitFor();
          continue;
        }
        sql.append(line).append('\n');
        if (line.endsWith(";")) {
          // As in the program, what follows a refused line is run all the same.
          try {
            statement.executeUpdate(sql.toString());
          } catch (SQLException e) {
            out.println("Error: " + e.getMessage());
          }
          sql.setLength(0);
        }
      }
    }
  }
}
