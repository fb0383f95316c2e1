package io.tributary.connect.sqlite;

import io.tributary.files.sqlite.ReadPostponed;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.capture.CaptureLog;
import io.tributary.files.sqlite.capture.LogPosition;
import java.sql.SQLException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the log before the position that Connect has stored, a little at a time: a cut holds the
 * write lock for some thousand small rows. When a writer is at work it gives way. Not thread-safe.
 */
final class LogCompaction {
  private static final int ROWS = 5_000;

  private final Clock clock;
  private final long everyMillis;
  private long last;

  LogCompaction(Clock clock, long everyMillis) {
    this.clock = clock;
    this.everyMillis = everyMillis;
    this.last = clock.millis();
  }

  /** Cuts if it is time, and removes what the connector has put there up to {@code stored}. */
  void before(@Nullable LogPosition stored, SqliteSession sqlite, int busyMillis)
      throws SQLException {
    if (stored == null || clock.millis() - last < everyMillis) {
      return;
    }
    CaptureLog log = new CaptureLog(sqlite);
    try {
      if (log.compactable(stored.seq())) {
        sqlite.execute("PRAGMA busy_timeout = 0");
        // While there is more the next poll goes on, so that a writer can come in between.
        if (log.compact(stored.seq(), ROWS) == ROWS) {
          return;
        }
      }
    } catch (SQLException e) {
      if (!ReadPostponed.is(e)) {
        throw e;
      }
    } finally {
      sqlite.execute("PRAGMA busy_timeout = " + busyMillis);
    }
    last = clock.millis();
  }
}
