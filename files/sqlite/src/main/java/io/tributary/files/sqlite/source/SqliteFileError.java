package io.tributary.files.sqlite.source;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;
import io.tributary.common.error.TributaryException;
import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.SqliteFailure;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with a SQLite file: the errors that the connector reports by the same codes,
 * and for each whether it passes by itself or once somebody mends the file's surroundings.
 */
public enum SqliteFileError implements ErrorCode {
  FILE_MISSING(
      ErrorFact.passing(
          SqliteError.FILE_MISSING.code(),
          ErrorType.USER,
          "There is no file at that path on the service's machine.",
          "Put the file back, or correct the path in the migration file.")),
  FILE_REPLACED(
      ErrorFact.lasting(
          SqliteError.FILE_REPLACED.code(),
          ErrorType.USER,
          "There is another file under the path than the one that was being read: replaced,"
              + " restored from a copy, or copied without its -wal file.",
          "Type `./tributary restart NAME --source SOURCE`.")),
  OTHER_DATABASE(
      ErrorFact.lasting(
          SqliteError.OTHER_DATABASE.code(),
          ErrorType.USER,
          "The stored offset belongs to the capture of another file.",
          "Correct the path in the migration file, or type `./tributary restart NAME --source SOURCE`.")),
  NOT_A_DATABASE(
      ErrorFact.lasting(
          SqliteError.NOT_A_DATABASE.code(),
          ErrorType.USER,
          "The file is not a SQLite database, or it is encrypted.",
          "Give the path of a SQLite file; an encrypted one has to be decrypted first.")),
  CORRUPT(
      ErrorFact.lasting(
          SqliteError.CORRUPT.code(),
          ErrorType.EXTERNAL,
          "SQLite found a damaged page in the file.",
          "Check the file with PRAGMA integrity_check, restore it, and type `./tributary restart NAME --source SOURCE`.")),
  READ_ONLY(
      ErrorFact.passing(
          SqliteError.READ_ONLY.code(),
          ErrorType.RESOURCE,
          "The file or its directory cannot be written, which the log of changes needs.",
          "Let the user of cdc-service and of the Connect worker write the file and its"
              + " directory.")),
  CANNOT_OPEN(
      ErrorFact.passing(
          SqliteError.CANNOT_OPEN.code(),
          ErrorType.RESOURCE,
          "The file cannot be opened.",
          "Name the file itself instead of a link, or open and close it once with its application,"
              + " as the message says.")),
  IO_ERROR(
      ErrorFact.passing(
          SqliteError.IO_ERROR.code(),
          ErrorType.EXTERNAL,
          "The operating system could not read or write the file.",
          "Check the disk and the rights of the file.")),
  DISK_FULL(
      ErrorFact.passing(
          SqliteError.DISK_FULL.code(),
          ErrorType.RESOURCE,
          "There is no room to write to the file.",
          "Make room on the disk of the file.")),
  BUSY(
      ErrorFact.passing(
          SqliteError.BUSY.code(),
          ErrorType.EXTERNAL,
          "A writer did not end in time, so nothing was done.",
          "End the writer that keeps the file locked, or wait for it.")),
  IN_USE(
      ErrorFact.lasting(
          SqliteError.IN_USE.code(),
          ErrorType.USER,
          "The file is captured already for another connector.",
          "Abort or complete the migration that captures it; if that one is gone, remove its"
              + " capture with tributary release.")),
  CAPTURE_MISSING(
      ErrorFact.lasting(
          SqliteError.CAPTURE_MISSING.code(),
          ErrorType.EXTERNAL,
          "The log of changes is gone from the file, so changes may have been missed.",
          "Type `./tributary restart NAME --source SOURCE`.")),
  OFFSET_UNUSABLE(
      ErrorFact.lasting(
          SqliteError.OFFSET_UNUSABLE.code(),
          ErrorType.INTERNAL,
          "The stored offset names no position.",
          "Type `./tributary restart NAME --source SOURCE`; report it as a defect.")),
  TABLE_GONE(
      ErrorFact.passing(
          SqliteError.TABLE_GONE.code(),
          ErrorType.USER,
          "A table that is captured does not exist any more; it may come back.",
          "Make the table again, or type `./tributary restart NAME --source SOURCE`, which goes on without it.")),
  TABLE_UNREADABLE(
      ErrorFact.lasting(
          SqliteError.TABLE_UNREADABLE.code(),
          ErrorType.USER,
          "The rows of a table cannot be addressed or read.",
          "Rename or repair what the message names, or exclude the table.")),
  SETTING(
      ErrorFact.lasting(
          SqliteError.SETTING.code(),
          ErrorType.INTERNAL,
          "A setting of the connector has a value that cannot be used.",
          "Correct the connector's setting that the message names.")),
  FAILED(
      ErrorFact.passing(
          SqliteError.FAILED.code(),
          ErrorType.EXTERNAL,
          "SQLite refused a statement on the file for another reason.",
          "Read SQLite's answer in the message and mend what it names."));

  private final ErrorFact fact;

  SqliteFileError(ErrorFact fact) {
    this.fact = fact;
  }

  /** The error with this code, empty for a code of somebody else's. */
  public static Optional<SqliteFileError> of(String code) {
    return Arrays.stream(values()).filter(error -> error.code().equals(code)).findFirst();
  }

  /** A failure of the connector's parts as an error of a source. */
  public static TributaryException of(String source, SqliteFailure failure) {
    SqliteFileError error = of(failure.error().code()).orElse(FAILED);
    return error.at(source, failure.what(), failure);
  }

  /** This error of a source. */
  public TributaryException at(String source, String what) {
    return at(source, what, null);
  }

  /** This error of a source, with the exception that caused it. */
  public TributaryException at(String source, String what, @Nullable Throwable cause) {
    return new TributaryException(
        this, "Source " + source + ": " + what + ".", Map.of("source", source), cause);
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
