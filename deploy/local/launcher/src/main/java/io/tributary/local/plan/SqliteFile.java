package io.tributary.local.plan;

import io.tributary.common.sqlite.MasterEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sqlite.SQLiteConfig;

/**
 * What a SQLite file declares, read without changing or making any file, beside whoever writes it.
 *
 * @param entries the application's own rows of sqlite_master
 * @param lastKeys by table, the highest automatic key
 */
record SqliteFile(List<MasterEntry> entries, Map<String, Long> lastKeys) {
  private static final String MAGIC = "SQLite format 3\0";
  private static final int BUSY_MILLIS = 5_000;

  /** What the SQLite connector puts into the file begins with this. */
  private static final String CAPTURE = "_tributary_";

  /**
   * Reads the file in one short read transaction.
   *
   * @throws UnreadableSource when it is no SQLite file, or cannot be read without changing
   *     something
   */
  static SqliteFile read(Path file) throws UnreadableSource {
    checkMagic(file);
    boolean log = hasLog(file);
    SqliteFile content = read(file, log);
    // A writer that opened the file meanwhile has made a log, which is part of the file's content.
    return log || !hasLog(file) ? content : read(file, true);
  }

  private static void checkMagic(Path file) throws UnreadableSource {
    if (!Files.isRegularFile(file)) {
      throw new UnreadableSource("There is no file " + file + " on this machine.");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(MAGIC.length());
      if (!new String(start, StandardCharsets.ISO_8859_1).equals(MAGIC)) {
        throw new UnreadableSource(file + " is not a SQLite file, or is encrypted.");
      }
    } catch (IOException e) {
      throw new UnreadableSource(file + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  /** Whether there is a write-ahead log, so that the file alone is not all of the content. */
  private static boolean hasLog(Path file) throws UnreadableSource {
    Path log = Path.of(file + "-wal");
    try {
      boolean index = Files.exists(Path.of(file + "-shm"));
      if (Files.exists(log) && !index && Files.size(log) > 0) {
        throw new UnreadableSource(
            "The write-ahead log "
                + log
                + " has no -shm file beside it: the process that wrote it has ended without closing"
                + " it, or keeps the file for itself. Open and close it once with its application.");
      }
      return Files.exists(log) && index;
    } catch (IOException e) {
      throw new UnreadableSource(log + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private static SqliteFile read(Path file, boolean log) throws UnreadableSource {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MILLIS);
    // In WAL mode SQLite makes the log and its index if they are missing, even when it only reads;
    // a file without them is complete and taken as one that nobody changes.
    String options = isWriteAhead(file) && !log ? "?immutable=1" : "";
    try (Connection connection =
            config.createConnection("jdbc:sqlite:" + file.toAbsolutePath().toUri() + options);
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN");
      List<MasterEntry> entries = entries(statement);
      return new SqliteFile(entries, lastKeys(statement, entries));
    } catch (SQLException e) {
      throw new UnreadableSource(
          file
              + " cannot be read: "
              + e.getMessage()
              + ". Nothing was changed; if it is locked or was left by a process that ended, try"
              + " again while its application runs.",
          e);
    }
  }

  /** The file's header tells its journal mode. */
  private static boolean isWriteAhead(Path file) throws UnreadableSource {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] header = in.readNBytes(20);
      return header.length == 20 && header[18] == 2;
    } catch (IOException e) {
      throw new UnreadableSource(file + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private static List<MasterEntry> entries(Statement statement) throws SQLException {
    List<MasterEntry> entries = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery("SELECT type, name, tbl_name, sql FROM sqlite_master")) {
      while (rows.next()) {
        MasterEntry entry =
            new MasterEntry(
                rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4));
        if (!isOurs(entry.name()) && !isOurs(entry.table())) {
          entries.add(entry);
        }
      }
    }
    return entries;
  }

  private static boolean isOurs(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith(CAPTURE);
  }

  private static Map<String, Long> lastKeys(Statement statement, List<MasterEntry> entries)
      throws SQLException {
    Map<String, Long> keys = new HashMap<>();
    for (MasterEntry entry : entries) {
      if (isTable(entry)) {
        String key = automaticKey(statement, entry.name());
        if (key != null) {
          number(statement, "SELECT max(" + quoted(key) + ") FROM " + quoted(entry.name()))
              .forEach(value -> keys.put(entry.name(), value));
        }
      }
    }
    if (entries.stream().anyMatch(entry -> entry.name().equals("sqlite_sequence"))) {
      try (ResultSet rows = statement.executeQuery("SELECT name, seq FROM sqlite_sequence")) {
        while (rows.next()) {
          keys.merge(rows.getString(1), rows.getLong(2), Math::max);
        }
      }
    }
    return keys;
  }

  private static boolean isTable(MasterEntry entry) {
    return entry.type().equals("table")
        && entry.sql() != null
        && !entry.sql().toUpperCase(Locale.ROOT).matches("(?s)CREATE\\s+VIRTUAL\\s.*")
        && !entry.name().startsWith("sqlite_");
  }

  /** The one column of an INTEGER primary key; null for other keys. */
  private static String automaticKey(Statement statement, String table) throws SQLException {
    List<String> keys = new ArrayList<>();
    boolean integer = false;
    try (ResultSet rows = statement.executeQuery("PRAGMA table_info(" + quoted(table) + ")")) {
      while (rows.next()) {
        if (rows.getInt("pk") > 0) {
          keys.add(rows.getString("name"));
          integer = "INTEGER".equalsIgnoreCase(rows.getString("type"));
        }
      }
    }
    return keys.size() == 1 && integer ? keys.get(0) : null;
  }

  private static List<Long> number(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      long value = rows.getLong(1);
      return rows.wasNull() ? List.of() : List.of(value);
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
