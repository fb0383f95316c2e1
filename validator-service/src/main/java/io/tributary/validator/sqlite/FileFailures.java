package io.tributary.validator.sqlite;

import io.tributary.common.error.TributaryException;
import io.tributary.validator.ValidatorError;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/** What an error of SQLite means to the operator. */
final class FileFailures {
  private static final int PRIMARY = 0xff;
  private static final int BUSY = 5;
  private static final int INTERRUPTED = 9;

  private FileFailures() {}

  static boolean busy(SQLException e) {
    return (e.getErrorCode() & PRIMARY) == BUSY;
  }

  static boolean interrupted(SQLException e) {
    return (e.getErrorCode() & PRIMARY) == INTERRUPTED;
  }

  static TributaryException of(Path file, SQLException e) {
    return new TributaryException(
        ValidatorError.SOURCE_FILE,
        "The validator could not read the SQLite file "
            + file
            + ": "
            + e.getMessage()
            + ". "
            + advice(e.getErrorCode() & PRIMARY),
        Map.of("file", file.toString(), "sqliteCode", Integer.toString(e.getErrorCode())),
        e);
  }

  static TributaryException notCaptured(Path file, String what) {
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
      case 10 -> "Check the disk.";
      case 11 -> "It is damaged: check it with PRAGMA integrity_check and restore it.";
      case 14 -> "Check that the file is there and that the validator may read it.";
      case 26 -> "It is no SQLite database, or it is encrypted.";
      default -> "Check that its tables are those of the migration.";
    };
  }
}
