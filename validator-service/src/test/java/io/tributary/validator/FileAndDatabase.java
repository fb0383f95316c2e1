package io.tributary.validator;

import io.tributary.common.json.Json;
import io.tributary.common.mapping.MappingBasis;
import io.tributary.common.mapping.SourceMapping;
import io.tributary.common.plan.ConvertedSource;
import io.tributary.common.plan.Cutover;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.SchemaMapping;
import io.tributary.common.plan.Source;
import io.tributary.common.plan.Target;
import io.tributary.common.plan.Validation;
import io.tributary.common.sqlite.MasterEntry;
import io.tributary.fixture.PostgresFixture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A SQLite file that a second process writes to, with a log of changed keys as the capture keeps
 * it, and a target database with the tables that follow from the file's. What a mover would do is
 * done by the tests themselves.
 */
final class FileAndDatabase implements AutoCloseable {
  static final String MIGRATION = "moving";
  static final String SOURCE = "app";
  private static final String LOG =
      """
      CREATE TABLE _tributary_log (seq INTEGER PRIMARY KEY,
        nonce INTEGER NOT NULL DEFAULT (random()), tbl INTEGER NOT NULL, k0, k1);
      CREATE TABLE _tributary_table (id INTEGER PRIMARY KEY, name TEXT NOT NULL,
        definition TEXT NOT NULL);
      INSERT INTO _tributary_log (tbl, k0, k1) VALUES (0, 'tributary.start', '');""";

  final Path file;
  final SqliteWriter writer;
  private final String database;
  private final Connection target;
  private int tables;

  /** A file with these tables. */
  FileAndDatabase(String name, boolean writeAheadLog, String tables) {
    try {
      Path directory = Files.createTempDirectory("validated-" + name);
      file = directory.resolve("app.db");
      writer = new SqliteWriter(file);
      writer.run(writeAheadLog ? "PRAGMA journal_mode = WAL;" : "PRAGMA journal_mode = DELETE;");
      writer.run(tables);
      database = "target_of_" + name;
      PostgresFixture.target().createDatabase(database);
      target = PostgresFixture.target().connect(database);
      onTarget("CREATE SCHEMA tributary; SET search_path = tributary;" + script("V1__state.sql"));
      onTarget("RESET search_path;" + script("V3__quarantine.sql"));
      MappingBasis basis = MappingBasis.ofFile(master(), Map.of(), List.of());
      try (PreparedStatement insert =
          target.prepareStatement(
              "INSERT INTO tributary.preparation VALUES (?, ?, ?, ?::jsonb, now())")) {
        insert.setString(1, MIGRATION);
        insert.setString(2, SOURCE);
        insert.setString(3, MappingBasis.ITEM);
        insert.setString(4, Json.text(basis));
        insert.executeUpdate();
      }
      SourceMapping.of(plan(), basis).preData().forEach(this::onTarget);
      writer.run(LOG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Logs the keys of a table's changed rows from now on. */
  void capture(String table, String... key) {
    int id = ++tables;
    writer.run("INSERT INTO _tributary_table VALUES (" + id + ", '" + table + "', '');");
    for (String event : List.of("INSERT", "UPDATE", "DELETE")) {
      String log = "";
      for (String row : List.of("old", "new")) {
        if (!event.equals(row.equals("old") ? "INSERT" : "DELETE")) {
          log +=
              "INSERT INTO _tributary_log (tbl, "
                  + IntStream.range(0, key.length)
                      .mapToObj(i -> "k" + i)
                      .collect(Collectors.joining(", "))
                  + ") VALUES ("
                  + id
                  + ", "
                  + List.of(key).stream()
                      .map(column -> row + ".\"" + column + "\"")
                      .collect(Collectors.joining(", "))
                  + "); ";
        }
      }
      writer.run(
          "CREATE TRIGGER \"_tributary_capture_%d_%s\" AFTER %s ON \"%s\" BEGIN %s END;"
              .formatted(id, event, event, table, log));
    }
  }

  private List<MasterEntry> master() {
    List<MasterEntry> entries = new ArrayList<>();
    try (Connection sqlite = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = sqlite.createStatement();
        var rows = statement.executeQuery("SELECT type, name, tbl_name, sql FROM sqlite_master")) {
      while (rows.next()) {
        entries.add(
            new MasterEntry(
                rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return entries;
  }

  /** The position behind everything that was written. */
  long position() {
    return Long.parseLong(writer.run("SELECT max(seq) FROM _tributary_log;"));
  }

  void onTarget(String sql) {
    try (Statement statement = target.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  Connection openTarget() throws SQLException {
    return PostgresFixture.target().connect(database);
  }

  /** Puts a row into the quarantine by its key as the topic spells it. */
  void quarantine(String table, String... key) {
    onTarget(
        """
        INSERT INTO tributary.quarantine
        (migration, source, source_table, source_key, reason, detail, source_row, position, at)
        VALUES ('%s', '%s', 'main.%s', '%s', 'TEST', 'by hand', '{}', 1, now())"""
            .formatted(MIGRATION, SOURCE, table, Json.text(key)));
  }

  /** Says in the target that everything is built and applied up to a position. */
  void checkpoint(long offset, long position, String fenceToken) {
    String token = fenceToken == null ? "NULL" : "'" + fenceToken + "'";
    onTarget(
        """
        INSERT INTO tributary.checkpoint
        VALUES ('%1$s', '%2$s', %3$d, %4$d, %5$s, true, 0, 0, 0, 0, now())
        ON CONFLICT (migration, source) DO UPDATE SET topic_offset = excluded.topic_offset,
          position = excluded.position, fence_token = excluded.fence_token;
        INSERT INTO tributary.preparation
        VALUES ('%1$s', '%2$s', 'schema.finished', '{}', now()) ON CONFLICT DO NOTHING"""
            .formatted(MIGRATION, SOURCE, offset, position, token));
  }

  Source plan() {
    return Source.sqlite(
        SOURCE,
        ConvertedSource.of(file.toString()),
        new SchemaMapping("main", "moved", Map.of(), List.of(), List.of()));
  }

  Migration migration(int rowsPerChunk) {
    return new Migration(
        MIGRATION,
        new Target(TwoDatabases.address(PostgresFixture.target(), database), "public", Map.of()),
        List.of(plan()),
        Cutover.defaults(),
        new Validation(50, rowsPerChunk));
  }

  private static String script(String name) {
    try (InputStream sql = TwoDatabases.class.getResourceAsStream("/db/tributary/" + name)) {
      return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    writer.close();
    try {
      target.close();
      for (Path left : List.of(file, Path.of(file + "-wal"), Path.of(file + "-shm"))) {
        Files.deleteIfExists(left);
      }
      Files.deleteIfExists(file.getParent());
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
    PostgresFixture.target().dropDatabase(database);
  }
}
