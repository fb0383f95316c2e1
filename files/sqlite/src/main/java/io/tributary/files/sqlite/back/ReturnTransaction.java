package io.tributary.files.sqlite.back;

import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.SqliteNames;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.capture.CaptureLog;
import io.tributary.files.sqlite.capture.FileIdentity;
import io.tributary.files.sqlite.fence.ReturnedRows;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One exclusive transaction on a captured file that a fence closes: rows are written past the fence
 * and past the capture, and nobody else ever sees the file without them. Others see all of it or
 * nothing; while it is open they wait (or go on reading what was before, where the file has a
 * write-ahead log). A process that dies in it leaves the file as it was.
 *
 * <p>Foreign keys are not enforced. Not thread-safe. After an {@link SqliteFailure} it can only be
 * closed.
 */
public final class ReturnTransaction implements AutoCloseable {
  private static final String SAVEPOINT = SqliteNames.OWN + "savepoint";

  /** A table that only looks so gets a counter that nobody reads. */
  private static final String COUNTED =
      """
      SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND name = ?
         AND sql LIKE '%AUTOINCREMENT%'\
      """;

  private final FileIdentity file;
  private final SqliteSession sqlite;
  private final CaptureLog log;
  private final ReturnForm form;
  private final FileStatements statements;
  private final Map<String, ReturnTable> tables = new HashMap<>();
  private @Nullable LiftedTriggers lifted;
  private ReturnForm.@Nullable Tables found;
  private boolean closed;
  private int savepoints;

  private ReturnTransaction(FileIdentity file, SqliteSession sqlite, ReturnForm form) {
    this.file = file;
    this.sqlite = sqlite;
    this.log = new CaptureLog(sqlite);
    this.form = form;
    this.statements = new FileStatements(file.path(), sqlite);
  }

  /**
   * Begins a transaction.
   *
   * @param tables what moves and is fenced, by name; the virtual table of those of vec0
   * @param waitMillis how long to wait for others to end their transactions
   * @throws SqliteFailure BUSY when they do not; CAPTURE_MISSING; or what is wrong with the file
   */
  public static ReturnTransaction begin(Path file, Collection<String> tables, int waitMillis) {
    return begin(file, DeclaredTables.of(file, tables), waitMillis);
  }

  /**
   * The same for tables of another form.
   *
   * @throws SqliteFailure as above
   */
  public static ReturnTransaction begin(Path file, ReturnForm form, int waitMillis) {
    FileIdentity identity = new FileIdentity(file.toAbsolutePath());
    identity.remember();
    try {
      SqliteSession sqlite = SqliteSession.open(identity.path(), waitMillis);
      try {
        ReturnTransaction transaction = new ReturnTransaction(identity, sqlite, form);
        transaction.start();
        return transaction;
      } catch (SQLException | RuntimeException e) {
        sqlite.close();
        throw e;
      }
    } catch (SQLException e) {
      throw SqliteFailure.of(identity.path(), e);
    }
  }

  private void start() throws SQLException {
    sqlite.execute("PRAGMA foreign_keys = OFF");
    sqlite.execute("PRAGMA temp_store = MEMORY");
    sqlite.begin("EXCLUSIVE");
    if (!log.exists()) {
      throw SqliteError.CAPTURE_MISSING.failure(
          file.path() + " has no capture, so that there is no place for how far rows came back");
    }
    closed = form.closed(sqlite);
  }

  /** A fact in the capture's own table, empty where there is none. */
  public Optional<String> fact(String name) {
    return statements.done(() -> log.fact(name));
  }

  /** The facts whose names begin so, by name. */
  public Map<String, String> facts(String prefix) {
    return statements.done(() -> log.facts(prefix));
  }

  /** Notes a fact. Its name must not be one of the capture's or the fence's. */
  public void setFact(String name, String value) {
    statements.done(
        () -> {
          log.set(name, value);
          return true;
        });
  }

  /** Removes a fact, if it is there. */
  public void unsetFact(String name) {
    statements.done(
        () -> {
          log.unset(name);
          return true;
        });
  }

  /**
   * Makes sure that AUTOINCREMENT gives out no key up to this one; it does nothing for a table
   * whose keys SQLite gives out in another way.
   */
  public void raiseCounter(String table, long last) {
    statements.done(
        () -> {
          if (sqlite.number(COUNTED, table).isPresent()) {
            sqlite.update(
                "INSERT INTO main.sqlite_sequence SELECT ?, 0 WHERE NOT EXISTS (SELECT 1 FROM main.sqlite_sequence WHERE name = ?)",
                table,
                table);
            sqlite.update(
                "UPDATE main.sqlite_sequence SET seq = ? WHERE name = ? AND seq < ?",
                last,
                table,
                last);
          }
          return true;
        });
  }

  /**
   * Whether a fence of ours is in the file, be it whole or not: its application was asked to go.
   */
  public boolean fenced() {
    return statements.done(() -> ReturnedRows.fenced(log));
  }

  /** Whether our fence stood whole around all of the tables when the transaction began. */
  public boolean closed() {
    return closed;
  }

  /**
   * Lets rows be written: until the commit the triggers on the tables do not fire, but for those of
   * the application that only keep tables in step which do not move. Again does nothing. Must not
   * be called inside of {@link #attempt}.
   */
  public void openForWriting() {
    if (lifted == null) {
      requireOutermost();
      lifted = statements.done(() -> LiftedTriggers.lift(sqlite, places()));
      tables.keySet().forEach(tables()::requireWritable);
      statements.allowWriting();
    }
  }

  /**
   * Does all that has to be possible before rows of these tables can be written, and writes none.
   *
   * @throws SqliteFailure as {@link #openForWriting} and {@link #table}
   */
  public void tryWriting(Collection<String> names) {
    openForWriting();
    names.forEach(this::table);
  }

  private List<Long> places() throws SQLException {
    return new TriggerChoice(LiftedTriggers.all(sqlite), tables().stored())
        .lifted().stream().map(TriggerChoice.Trigger::place).toList();
  }

  /**
   * One of the tables.
   *
   * @throws SqliteFailure TABLE_GONE; TABLE_UNREADABLE where it cannot be read or written here
   */
  public ReturnTable table(String name) {
    ReturnTable known = tables.get(name);
    if (known == null) {
      known = tables().table(name);
      if (lifted != null) {
        tables().requireWritable(name);
      }
      tables.put(name, known);
    }
    return known;
  }

  private ReturnForm.Tables tables() {
    if (found == null) {
      found = statements.done(() -> form.tables(statements));
    }
    return found;
  }

  /** Runs a step whose writes are undone when it throws; what it throws is thrown on. */
  public <T> T attempt(Supplier<T> step) {
    savepoint();
    boolean kept = false;
    try {
      T result = step.get();
      kept = true;
      return result;
    } finally {
      if (kept) {
        release();
      } else {
        undo();
      }
    }
  }

  /** Begins what can be undone for itself. */
  void savepoint() {
    tables.values().forEach(ReturnTable::flush);
    run("SAVEPOINT " + quote(SAVEPOINT));
    savepoints++;
  }

  /** Keeps what was written since the last savepoint. */
  void release() {
    savepoints--;
    run("RELEASE " + quote(SAVEPOINT));
  }

  /** Undoes what was written since the last savepoint. */
  void undo() {
    tables.values().forEach(ReturnTable::forget);
    run("ROLLBACK TO " + quote(SAVEPOINT));
    release();
  }

  private void run(String sql) {
    statements.done(
        () -> {
          sqlite.execute(sql);
          return true;
        });
  }

  private void requireOutermost() {
    if (savepoints > 0) {
      throw new IllegalStateException("inside of an attempt the schema stays as it is");
    }
  }

  /**
   * Puts everything back into its place and commits.
   *
   * @throws SqliteFailure FILE_REPLACED where the path means another file by now; nothing of the
   *     transaction stays then
   */
  public void commit() {
    requireOutermost();
    tables.values().forEach(ReturnTable::flush);
    statements.done(
        () -> {
          statements.close();
          if (lifted != null) {
            lifted.restore();
          }
          if (tables.values().stream().anyMatch(ReturnTable::writtenUntold)) {
            ReturnedRows.note(log);
          }
          file.requireSame();
          sqlite.commit();
          return true;
        });
  }

  /** Undoes the transaction unless it was committed, and lets the file go. */
  @Override
  public void close() {
    statements.done(
        () -> {
          try (sqlite) {
            statements.close();
            sqlite.rollback();
          }
          return true;
        });
  }
}
