package io.tributary.files.sqlite.source;

import io.tributary.common.error.SqliteMessage;
import io.tributary.files.sqlite.SqliteSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/**
 * A file that is read without changing it or making anything beside it, whoever writes it
 * meanwhile. Thread-safe.
 *
 * @param source the source's name, for errors
 * @param path the file
 */
public record UntouchedSqliteFile(String source, Path path) {
  private static final int BUSY_MILLIS = 5_000;
  private static final int PRIMARY = 0xff;
  private static final int READ_ONLY = 8;
  private static final int FORMAT_VERSION = 18;

  /**
   * Reads one state of the file.
   *
   * @throws io.tributary.common.error.TributaryException a {@link SqliteFileError}
   */
  public <T> T read(SqliteSourceFile.Reading<T> reading) {
    SqliteSourceFile file = new SqliteSourceFile(source, path, BUSY_MILLIS);
    file.require();
    boolean log = hasLog();
    T found = read(file, reading, log);
    // A writer that opened the file meanwhile has made a log, which is part of the file's content.
    return log || !hasLog() ? found : read(file, reading, true);
  }

  private <T> T read(SqliteSourceFile file, SqliteSourceFile.Reading<T> reading, boolean log) {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MILLIS);
    // In WAL mode SQLite makes the log and its index if they are missing, even when it only reads;
    // a file without them is complete and taken as one that nobody changes.
    String options = isWriteAhead() && !log ? "?immutable=1" : "";
    try (Connection connection = config.createConnection(SqliteSession.address(path) + options)) {
      SqliteReadSession session = new SqliteReadSession(connection);
      session.execute("BEGIN");
      return reading.from(session);
    } catch (SQLException e) {
      if ((e.getErrorCode() & PRIMARY) == READ_ONLY) {
        throw SqliteFileError.CANNOT_OPEN.at(
            source,
            path
                + " was left in the middle of a transaction by a process that ended ("
                + SqliteMessage.of(e)
                + "). Open and close it once with its application",
            e);
      }
      throw file.failure(e);
    }
  }

  /** Whether there is a write-ahead log, so that the file alone is not all of the content. */
  private boolean hasLog() {
    Path log = Path.of(path + "-wal");
    boolean index = Files.exists(Path.of(path + "-shm"));
    if (Files.exists(log) && !index && log.toFile().length() > 0) {
      throw SqliteFileError.CANNOT_OPEN.at(
          source,
          "the write-ahead log "
              + log
              + " has no -shm file beside it: the process that wrote it has ended without closing"
              + " it, or keeps the file for itself. Open and close it once with its application");
    }
    return Files.exists(log) && index;
  }

  /**
   * Whether the file is in WAL mode, so that readers and writers do not wait for each other. Its
   * header tells, also where {@code PRAGMA journal_mode} of a reading says something else, because
   * it takes the file as one that nobody changes.
   */
  public boolean isWriteAhead() {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] header = in.readNBytes(FORMAT_VERSION + 1);
      return header.length > FORMAT_VERSION && header[FORMAT_VERSION] == 2;
    } catch (IOException e) {
      throw SqliteFileError.CANNOT_OPEN.at(source, path + " cannot be read: " + e.getMessage(), e);
    }
  }
}
