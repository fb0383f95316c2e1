package io.tributary.files.sqlite.capture;

import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.files.sqlite.SqliteNames;
import io.tributary.files.sqlite.source.SqliteReadSession;
import java.sql.SQLException;
import java.util.OptionalLong;

/** The present end of the log in a file. */
public final class LogEnd {
  private LogEnd() {}

  /**
   * The number of the log's last row, empty while the file is not captured. Costs no more in a long
   * log than in a short one.
   */
  public static OptionalLong in(SqliteReadSession session) throws SQLException {
    boolean captured =
        session
            .number(
                "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", SqliteNames.LOG)
            .isPresent();
    return captured
        ? session
            .number("SELECT max(seq) FROM " + quote(SqliteNames.LOG))
            .map(OptionalLong::of)
            .orElseGet(OptionalLong::empty)
        : OptionalLong.empty();
  }
}
