package io.tributary.files.sqlite.source;

import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.source.Source;
import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.SqliteSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * The file of a source, which is never written. It is opened by SQLite only: closing any other
 * handle of this process would drop SQLite's locks. Thread-safe.
 *
 * @param source the source's name, for errors
 * @param path the file
 * @param busyMillis how long a reading waits for a lock of a writer
 */
public record SqliteSourceFile(String source, Path path, int busyMillis) {
  private static final int BUSY_MILLIS = 5_000;

  /** The file of a source. */
  public static SqliteSourceFile of(Source source) {
    return new SqliteSourceFile(source.name(), Path.of(source.converted().path()), BUSY_MILLIS);
  }

  /** Work that reads. */
  @FunctionalInterface
  public interface Reading<T> {
    /** Reads. */
    T from(SqliteReadSession session) throws SQLException;
  }

  /**
   * Does nothing while the file is there.
   *
   * @throws TributaryException {@link SqliteFileError#FILE_MISSING}
   */
  public void require() {
    if (!Files.exists(path)) {
      throw SqliteFileError.FILE_MISSING.at(
          source,
          path
              + " does not exist on the machine of cdc-service. Put it back, or correct the path"
              + " in the migration file");
    }
  }

  /**
   * The file's size.
   *
   * @throws TributaryException {@link SqliteFileError#FILE_MISSING}
   */
  public long bytes() {
    require();
    return path.toFile().length();
  }

  /**
   * Reads one state of the file: whatever is committed meanwhile is not seen.
   *
   * @throws TributaryException a {@link SqliteFileError}
   */
  public <T> T read(Reading<T> reading) {
    try (OpenSqliteFile file = open()) {
      return file.read(reading);
    }
  }

  /**
   * Opens the file for several readings.
   *
   * @throws TributaryException a {@link SqliteFileError}
   */
  public OpenSqliteFile open() {
    require();
    SQLiteConfig config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setOpenMode(SQLiteOpenMode.READWRITE);
    config.setBusyTimeout(busyMillis);
    try {
      OpenSqliteFile file =
          new OpenSqliteFile(this, config.createConnection(SqliteSession.address(path)));
      file.refuseWrites();
      return file;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  TributaryException failure(SQLException e) {
    SqliteFailure failure = SqliteFailure.of(path, e);
    if (failure.error() == SqliteError.NOT_A_DATABASE) {
      return SqliteFileError.NOT_A_DATABASE.at(
          source, path + " is not an SQLite database: " + ForeignContent.of(path), failure);
    }
    return SqliteFileError.of(source, failure);
  }
}
