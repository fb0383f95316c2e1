package io.tributary.validator.source.sqlite.file;

import io.tributary.common.error.SqliteMessage;
import io.tributary.common.error.TributaryException;
import io.tributary.validator.ValidatorError;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.postgresql.util.PSQLException;

/** Turns errors of SQLite into errors for the operator. */
public final class FileFailures {
  private static final int PRIMARY = 0xff;
  private static final int BUSY = 5;
  private static final int INTERRUPTED = 9;

  private FileFailures() {}

  static boolean busy(SQLException e) {
    return (e.getErrorCode() & PRIMARY) == BUSY;
  }

  /** Whether a statement was broken off. */
  public static boolean interrupted(SQLException e) {
    return (e.getErrorCode() & PRIMARY) == INTERRUPTED;
  }

  /** Something that reads the file and writes to temporary tables. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws SQLException;
  }

  /**
   * Turns what SQLite says into an error of the file; what PostgreSQL says goes on.
   *
   * @throws CancellationException when the reading was stopped
   */
  public static <T> T of(Path file, Work<T> work) throws SQLException {
    try {
      return work.run();
    } catch (PSQLException e) {
      throw e;
    } catch (SQLException e) {
      if (interrupted(e)) {
        throw new CancellationException("the reading was stopped");
      }
      throw of(file, e);
    }
  }

  /** The same for what only reads the file. */
  public static <T> T alone(Path file, Work<T> work) {
    try {
      return of(file, work);
    } catch (SQLException e) {
      throw of(file, e);
    }
  }

  static TributaryException replaced(Path file) {
    return new TributaryException(
        ValidatorError.SOURCE_FILE,
        "There is another file, or none, under the path "
            + file
            + " than the one that the validator was reading. If it was restored from a copy, migrate"
            + " the source anew.",
        Map.of("file", file.toString()));
  }

  static TributaryException of(Path file, SQLException e) {
    return new TributaryException(
        ValidatorError.SOURCE_FILE,
        "The validator could not read the SQLite file "
            + file
            + ": "
            + SqliteMessage.of(e)
            + ". "
            + advice(e.getErrorCode() & PRIMARY),
        Map.of("file", file.toString(), "sqliteCode", Integer.toString(e.getErrorCode())),
        e);
  }

  public static TributaryException notCaptured(Path file, String what) {
    return new TributaryException(
        ValidatorError.NOT_CAPTURED,
        "The SQLite file "
            + file
            + " cannot be compared at a position of the stream: "
            + what
            + ". Look at the source's connector; it puts its log into the file when it starts.",
        Map.of("file", file.toString()));
  }

  private static String advice(int code) {
    return switch (code) {
      case BUSY -> "Another process holds its lock; the validator goes on trying.";
      case 8 -> "In WAL mode a reader needs to write to the files beside it; grant that.";
      case 10 -> "Check the disk.";
      case 11 -> "It is damaged: check it with PRAGMA integrity_check and restore it.";
      case 14 -> "Check that the file is there and that the validator may read it.";
      case 26 -> "It is no SQLite database, or it is encrypted.";
      default -> "Check that its tables are those of the migration.";
    };
  }
}
