package io.tributary.files.sqlite.capture;

import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.SqliteNames;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.SqliteValue;
import io.tributary.files.sqlite.source.SqliteReadSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The connector's tables in the file and their rows. The log: {@code tbl} is positive for the key
 * of a changed row, negative for a table that has to be read again as a whole, zero for a message.
 * Its last row is never removed, so that SQLite never gives a number twice; its random number tells
 * one history of the file from another.
 */
public final class CaptureLog {
  private static final String LOG = quote(SqliteNames.LOG);
  private static final String FACTS = quote(SqliteNames.CAPTURE);
  private static final String START = "tributary.start";
  private static final int FEWEST_KEYS = 2;

  private final SqliteSession sqlite;

  public CaptureLog(SqliteSession sqlite) {
    this.sqlite = sqlite;
  }

  public boolean exists() throws SQLException {
    return sqlite
        .number("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", SqliteNames.LOG)
        .isPresent();
  }

  /**
   * Makes the tables unless they are there; answers whether it did.
   *
   * @throws SqliteFailure IN_USE: they are there for another connector
   */
  public boolean install(String owner) throws SQLException {
    boolean first = !exists();
    if (first) {
      create(UUID.randomUUID().toString(), owner);
    }
    Optional<String> present = fact("owner");
    if (!present.equals(Optional.of(owner))) {
      throw SqliteError.IN_USE.failure(
          "the file is captured for the connector with topic.prefix "
              + present.orElse("(unknown)")
              + "; one file has one connector. When that one is gone, remove its capture from the file"
              + " first");
    }
    return first;
  }

  /** A number that no table of this file has had. */
  public long nextTable() throws SQLException {
    long number = fact("next_table").map(Long::parseLong).orElse(1L);
    set("next_table", number + 1);
    return number;
  }

  /** The log's first row is the first position. */
  private void create(String file, String owner) throws SQLException {
    sqlite.execute(
        "CREATE TABLE "
            + LOG
            + " (seq INTEGER PRIMARY KEY, nonce INTEGER NOT NULL DEFAULT (random()),"
            + " tbl INTEGER NOT NULL, k0, k1)");
    sqlite.execute(
        "CREATE TABLE " + FACTS + " (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID");
    sqlite.execute(
        "CREATE TABLE "
            + quote(SqliteNames.TABLES)
            + " (id INTEGER PRIMARY KEY, name TEXT NOT NULL, definition TEXT NOT NULL)");
    set("file", file);
    set("owner", owner);
    message(START, "");
  }

  /** Makes room for keys of so many columns. */
  void widen(int columns) throws SQLException {
    long present =
        sqlite.number("SELECT count(*) - 3 FROM pragma_table_info(?)", SqliteNames.LOG).orElse(0L);
    for (long i = Math.max(present, FEWEST_KEYS); i < columns; i++) {
      sqlite.execute("ALTER TABLE " + LOG + " ADD COLUMN k" + i);
    }
  }

  public void set(String name, Object value) throws SQLException {
    sqlite.update("INSERT OR REPLACE INTO " + FACTS + " VALUES (?, ?)", name, value);
  }

  public void unset(String name) throws SQLException {
    sqlite.update("DELETE FROM " + FACTS + " WHERE name = ?", name);
  }

  public Optional<String> fact(String name) throws SQLException {
    return sqlite.text("SELECT value FROM " + FACTS + " WHERE name = ?", name);
  }

  /** A fact of a captured file, for who only reads it. */
  public static Optional<String> fact(SqliteReadSession file, String name) throws SQLException {
    return file.text("SELECT value FROM " + FACTS + " WHERE name = ?", name);
  }

  /** The facts whose names begin so, by name; found by the index, as bytes. */
  public Map<String, String> facts(String prefix) throws SQLException {
    Map<String, String> found = new TreeMap<>();
    sqlite.list(
        "SELECT name, value FROM " + FACTS + " WHERE name >= ? AND name < ? || char(1114111)",
        row -> found.put(row.getString(1), row.getString(2)),
        prefix,
        prefix);
    return found;
  }

  /** The schema version after the last definition that is accounted for. */
  public long knownSchemaVersion() throws SQLException {
    return sqlite
        .number("SELECT value FROM " + FACTS + " WHERE name = 'schema_version'")
        .orElse(-1L);
  }

  public void message(String prefix, String content) throws SQLException {
    sqlite.update("INSERT INTO " + LOG + " (tbl, k0, k1) VALUES (0, ?, ?)", prefix, content);
  }

  /** Notes the key of a row that changed without a trigger. */
  public void changed(long table, List<SqliteValue> key) throws SQLException {
    StringBuilder places = new StringBuilder();
    StringBuilder values = new StringBuilder();
    List<Object> parameters = new ArrayList<>(List.of(table));
    for (SqliteValue value : key) {
      places.append(", k").append(parameters.size() - 1);
      values.append(", ").append(value.parameter());
      parameters.add(value.raw());
    }
    sqlite.update(
        "INSERT INTO " + LOG + " (tbl" + places + ") VALUES (?" + values + ")",
        parameters.toArray());
  }

  public void readAgain(long table) throws SQLException {
    sqlite.update("INSERT INTO " + LOG + " (tbl) VALUES (?)", -table);
  }

  /** Whether a table is to be read again behind a position. */
  boolean readsAgain(long table, long after) throws SQLException {
    return sqlite
        .number("SELECT 1 FROM " + LOG + " WHERE seq > ? AND tbl = ? LIMIT 1", after, -table)
        .isPresent();
  }

  public long last() throws SQLException {
    return sqlite.number("SELECT max(seq) FROM " + LOG).orElse(0L);
  }

  public Optional<Long> nonce(long seq) throws SQLException {
    return sqlite.number("SELECT nonce FROM " + LOG + " WHERE seq = ?", seq);
  }

  /** The number of the row that ends a piece of at most so many rows behind a position. */
  public long endOfPiece(long after, int rows) throws SQLException {
    return sqlite
        .number(
            "SELECT max(seq) FROM (SELECT seq FROM " + LOG + " WHERE seq > ? ORDER BY seq LIMIT ?)",
            after,
            rows)
        .orElse(after);
  }

  /** The messages and tables to read again between two positions, oldest first. */
  public List<Entry> entries(long after, long until) throws SQLException {
    return sqlite.list(
        "SELECT seq, tbl, k0, k1 FROM "
            + LOG
            + " WHERE seq > ? AND seq <= ? AND tbl <= 0 ORDER BY seq",
        row -> new Entry(row.getLong(1), -row.getLong(2), row.getString(3), row.getString(4)),
        after,
        until);
  }

  /** The numbers of the tables that have keys between two positions, in the order of the log. */
  public List<Long> changed(long after, long until) throws SQLException {
    return sqlite.list(
        "SELECT tbl FROM "
            + LOG
            + " WHERE seq > ? AND seq <= ? AND tbl > 0 GROUP BY tbl ORDER BY min(seq)",
        row -> row.getLong(1),
        after,
        until);
  }

  /** Removes at most so many rows before a stored position; answers how many. */
  public int compact(long stored, int rows) throws SQLException {
    return sqlite.update(
        "DELETE FROM " + LOG + " WHERE seq < ? AND seq < (SELECT min(seq) + ? FROM " + LOG + ")",
        stored,
        rows);
  }

  public boolean compactable(long stored) throws SQLException {
    return sqlite.number("SELECT 1 FROM " + LOG + " WHERE seq < ? LIMIT 1", stored).isPresent();
  }

  /**
   * A row of the log that names no key.
   *
   * @param table the table to read again, 0 for a message
   */
  public record Entry(long seq, long table, String prefix, String content) {
    public boolean message() {
      return table == 0;
    }

    public boolean start() {
      return message() && START.equals(prefix);
    }
  }
}
