package io.tributary.bench.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A workload's files in a directory: the database, made anew for each run, and the script. */
final class SqliteScene {
  private final SqliteWorkload workload;
  private final Path file;
  private final Path script;
  private final Path template;

  SqliteScene(Path directory, SqliteWorkload workload) throws IOException, SQLException {
    this.workload = workload;
    this.file = directory.resolve("app.db");
    this.template = directory.resolve("template.db");
    this.script = directory.resolve("script.sql");
    for (SqliteWorkload.Chunk chunk : workload.files()) {
      Files.write(
          directory.resolve(chunk.name()),
          chunk.rows().stream().map(row -> String.join(",", row)).toList());
    }
    Files.write(
        script,
        workload.steps().stream()
            .map(step -> step.replace(".import ", ".import " + directory + "/"))
            .toList());
    makeTemplate();
  }

  /** One run. */
  ScriptCost run(ApplicationProgram program, CaptureVariation variation)
      throws IOException, SQLException, InterruptedException {
    for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
      Files.deleteIfExists(Path.of(file + suffix));
    }
    Files.copy(template, file);
    return switch (variation) {
      case PLAIN -> program.run(file, script, workload.journal());
      case EMPTY -> {
        execute(file, emptyTriggers());
        yield program.run(file, script, workload.journal());
      }
      case INSTALLED -> {
        new RunningCapture(file, table()).close();
        yield program.run(file, script, workload.journal());
      }
      case RUNNING -> {
        try (RunningCapture capturing = new RunningCapture(file, table())) {
          capturing.go();
          yield program.run(file, script, workload.journal());
        }
      }
    };
  }

  /** How many rows the table has, by which a run is held against another. */
  long rows() throws SQLException {
    try (Connection connection = open(file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table())) {
      return row.getLong(1);
    }
  }

  private String table() {
    return workload.schema().split(" ")[2];
  }

  private String emptyTriggers() {
    return List.of("INSERT", "UPDATE", "DELETE").stream()
        .map(
            event ->
                "CREATE TRIGGER empty_%s AFTER %s ON %s BEGIN SELECT 1; END;"
                    .formatted(event, event, table()))
        .collect(Collectors.joining());
  }

  private void makeTemplate() throws IOException, SQLException {
    Files.deleteIfExists(template);
    execute(template, "PRAGMA journal_mode = " + workload.journal().mode());
    execute(template, workload.schema());
    if (workload.before() != null) {
      try (Connection connection = open(template)) {
        insert(connection, workload.before().rows());
      }
      execute(template, workload.before().then());
    }
  }

  private void insert(Connection connection, List<List<String>> rows) throws SQLException {
    String[] places = new String[rows.get(0).size()];
    Arrays.fill(places, "?");
    connection.setAutoCommit(false);
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO " + table() + " VALUES (" + String.join(",", places) + ")")) {
      for (List<String> row : rows) {
        for (int i = 0; i < row.size(); i++) {
          statement.setString(i + 1, row.get(i));
        }
        statement.executeUpdate();
      }
    }
    connection.commit();
  }

  private static void execute(Path file, String sql) throws SQLException {
    try (Connection connection = open(file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static Connection open(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }
}
