package io.tributary.validator;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.rule.TableRule;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.common.plan.source.WayBack;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.sqlite.schema.MasterEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sqlite.SQLiteConfig;

/**
 * A SQLite file that a second process writes to, with a log of changed keys as the capture keeps
 * it, and a target database with the tables that follow from the file's. What a mover would do is
 * done by the tests themselves.
 */
final class FileAndDatabase implements AutoCloseable {
  static final String MIGRATION = PreparedTarget.MIGRATION;
  static final String SOURCE = PreparedTarget.SOURCE;
  private static final String LOG =
      """
      CREATE TABLE _tributary_log (seq INTEGER PRIMARY KEY,
        nonce INTEGER NOT NULL DEFAULT (random()), tbl INTEGER NOT NULL, k0, k1);
      CREATE TABLE _tributary_capture (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
      CREATE TABLE _tributary_table (id INTEGER PRIMARY KEY, name TEXT NOT NULL,
        definition TEXT NOT NULL);
      INSERT INTO _tributary_log (tbl, k0, k1) VALUES (0, 'tributary.start', '');""";

  final Path file;
  private final Map<String, TableRule> rules;
  final SqliteWriter writer;
  private final PreparedTarget target;
  private int tables;

  /** A file with these tables. */
  FileAndDatabase(String name, boolean writeAheadLog, String tables) {
    this(name, writeAheadLog, tables, Map.of());
  }

  /** The same with rules for its tables. */
  FileAndDatabase(String name, boolean writeAheadLog, String tables, Map<String, TableRule> rules) {
    this.rules = rules;
    try {
      Path directory = Files.createTempDirectory("validated-" + name);
      file = directory.resolve("app.db");
      writer = new SqliteWriter(file);
      writer.run(writeAheadLog ? "PRAGMA journal_mode = WAL;" : "PRAGMA journal_mode = DELETE;");
      writer.run(tables);
      target = new PreparedTarget(name, plan(), MappingBasis.ofFile(master(), Map.of(), List.of()));
      target.preData();
      writer.run(LOG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
    try (Connection sqlite = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
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
    target.run(sql);
  }

  Connection openTarget() throws SQLException {
    return target.open();
  }

  /** Puts a row into the quarantine by its key as the topic spells it. */
  void quarantine(String table, String... key) {
    target.quarantine("main." + table, key);
  }

  /** Says in the target that everything is built and applied up to a position. */
  void checkpoint(long offset, long position, String fenceToken) {
    target.checkpoint(offset, position, fenceToken);
  }

  SqliteSource plan() {
    return SqliteSource.of(
            SOURCE,
            file.toString(),
            new SchemaMapping("main", "moved", Map.of(), List.of(), List.of()))
        .with(ConversionRules.UNSAID.withTables(rules));
  }

  Migration migration(int rowsPerChunk) {
    return target.migration(rowsPerChunk);
  }

  /** The same with a way back. */
  Migration returning(int rowsPerChunk) {
    Migration out = migration(rowsPerChunk);
    return new Migration(
        out.name(),
        out.target(),
        List.of(plan().with(WayBack.REPLICATE)),
        out.cutover(),
        out.validation());
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
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
