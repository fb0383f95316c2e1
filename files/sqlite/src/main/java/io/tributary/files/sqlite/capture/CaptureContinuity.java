package io.tributary.files.sqlite.capture;

import io.tributary.files.sqlite.SqliteError;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Refuses a file in which the stream cannot go on where it stopped. */
public record CaptureContinuity(Path file, CaptureLog log) {
  private static final String ANEW =
      ". Delete the connector with its offsets and create it again, which begins with a snapshot";

  /**
   * @param position where to go on, null to begin
   */
  public void require(@Nullable LogPosition position) throws SQLException {
    if (position == null) {
      return;
    }
    if (!log.exists()) {
      throw SqliteError.CAPTURE_MISSING.failure(
          "the capture's log is gone from " + file + ", so changes may have been missed" + ANEW);
    }
    if (!log.fact("file").equals(Optional.of(position.file()))) {
      throw SqliteError.OTHER_DATABASE.failure(
          file + " is another database than the stored offset belongs to" + ANEW);
    }
    if (!log.nonce(position.seq()).equals(Optional.of(position.nonce()))) {
      throw SqliteError.FILE_REPLACED.failure(
          file
              + " does not hold the position "
              + position.seq()
              + " of the stored offset: it was restored from a copy, or copied without its -wal"
              + ANEW);
    }
  }
}
