package io.tributary.validator.source.sqlite.file;

import io.tributary.validator.load.LoadLimit;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteOpenMode;

/**
 * A SQLite file, open for reading only. Used by one thread; {@link #abort} may come from any
 * thread. The file is never opened by other means: closing such a handle would drop SQLite's locks.
 */
public final class SqliteFileReader implements AutoCloseable {
  private static final int BUSY_MILLIS = 200;

  private final Path path;
  private final Connection connection;
  private final LoadLimit load;
  private final @Nullable Object identity;
  private volatile boolean aborted;

  private SqliteFileReader(Path path, Connection connection, LoadLimit load) {
    this.path = path;
    this.connection = connection;
    this.load = load;
    this.identity = identity(path);
  }

  /**
   * Opens an existing file.
   *
   * @param load what reading is held to
   * @throws io.tributary.common.error.TributaryException SOURCE_FILE
   */
  public static SqliteFileReader open(Path path, LoadLimit load) {
    SQLiteConfig config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.READWRITE);
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setOpenMode(SQLiteOpenMode.READONLY);
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MILLIS);
    try {
      // As a URI: in a bare name the driver reads settings behind a question mark.
      String address = "jdbc:sqlite:" + path.toAbsolutePath().toUri();
      return new SqliteFileReader(path, config.createConnection(address), load);
    } catch (SQLException e) {
      throw FileFailures.of(path, e);
    }
  }

  public Path path() {
    return path;
  }

  /**
   * Begins a read of one moment; a writer that holds the lock is waited for as long as it takes.
   */
  public void begin() throws SQLException {
    if (!Objects.equals(identity, identity(path))) {
      throw FileFailures.replaced(path);
    }
    while (true) {
      requireRunning();
      try {
        execute("BEGIN");
        // The moment is that of the first read, and only that takes the lock.
        number("SELECT count(*) FROM sqlite_master");
        return;
      } catch (SQLException e) {
        end();
        if (!FileFailures.busy(e)) {
          throw e;
        }
      }
    }
  }

  /** Which file it is to the operating system; null when there is none. */
  private static @Nullable Object identity(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      return null;
    }
  }

  /** Ends the read, if there is one. */
  public void end() throws SQLException {
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      if (!String.valueOf(e.getMessage()).contains("no transaction")) {
        throw e;
      }
    }
  }

  /** Whether a long read keeps no writer waiting. */
  public boolean writeAheadLog() throws SQLException {
    return "wal".equalsIgnoreCase(text("PRAGMA journal_mode").orElse(""));
  }

  public long schemaVersion() throws SQLException {
    return number("PRAGMA schema_version").orElse(0L);
  }

  /** What the bytes of a TEXT are. */
  public Charset encoding() throws SQLException {
    return switch (text("PRAGMA encoding").orElse("UTF-8")) {
      case "UTF-16le" -> StandardCharsets.UTF_16LE;
      case "UTF-16be" -> StandardCharsets.UTF_16BE;
      default -> StandardCharsets.UTF_8;
    };
  }

  public PreparedStatement prepare(String sql) throws SQLException {
    requireRunning();
    return connection.prepareStatement(sql);
  }

  public Optional<Long> number(String sql, Object... parameters) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    each(
        sql,
        row -> {
          long number = row.getLong(1);
          if (!row.wasNull()) {
            numbers.add(number);
          }
        },
        parameters);
    return numbers.stream().findFirst();
  }

  private Optional<String> text(String sql) throws SQLException {
    return list(sql, row -> row.getString(1)).stream().findFirst();
  }

  public <T> List<T> list(String sql, Mapper<T> mapper, Object... parameters) throws SQLException {
    List<T> found = new ArrayList<>();
    each(sql, row -> found.add(mapper.map(row)), parameters);
    return found;
  }

  /** Hands each row of a query over. */
  public void each(String sql, RowTaker taker, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          taker.take(rows);
        }
      }
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Checks that the reading is not to end.
   *
   * @throws CancellationException when aborted
   */
  public void requireRunning() {
    if (aborted) {
      throw new CancellationException("the reading was stopped");
    }
  }

  /**
   * Waits.
   *
   * @throws CancellationException when aborted
   */
  public void rest(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() - end < 0) {
      requireRunning();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.min(millis, 50)));
    }
  }

  /**
   * Rows of a table were read, and more are to be: waits as long as the limit of the load asks. In
   * a rollback mode no read may be open, which would keep writers waiting as well.
   *
   * @throws CancellationException when aborted
   */
  public void hasRead(int rows) {
    load.read(rows);
    load.await(() -> aborted);
  }

  /** Makes the running statement fail and the next one too. */
  public void abort() {
    aborted = true;
    interrupt();
  }

  /** Makes the running statement fail, and no later one. */
  public void interrupt() {
    try {
      connection.unwrap(SQLiteConnection.class).getDatabase().interrupt();
    } catch (SQLException e) {
      // It is closed already, so nothing runs.
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // nothing was written, so nothing is lost
    }
  }

  /** Takes one row. */
  @FunctionalInterface
  public interface RowTaker {
    void take(ResultSet row) throws SQLException;
  }

  /** Reads one row. */
  @FunctionalInterface
  public interface Mapper<T> {
    T map(ResultSet row) throws SQLException;
  }
}
