package io.tributary.files.sqlite.fence;

import io.tributary.files.sqlite.capture.CaptureLog;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Whether rows whose changes fire no trigger came back behind a fence. The connector holds such
 * rows against what it sent; what came back differs, though no application changed it, and in the
 * stream a change behind a fence would be one by a writer who ignores it. So the connector does not
 * compare while that fence stands, nor before the mark that lifts it. What it finds afterwards the
 * target has already.
 */
public final class ReturnedRows {
  private static final String RETURNED = "returned_behind";

  private ReturnedRows() {}

  /** Notes that such rows come back behind the fence that stands. */
  public static void note(CaptureLog log) throws SQLException {
    Optional<String> token = log.fact(SqliteFence.FACT);
    if (token.isPresent()) {
      log.set(RETURNED, token.get());
    }
  }

  /** Whether such rows came back behind the fence that stands. */
  public static boolean behindStanding(CaptureLog log) throws SQLException {
    return fenced(log) && log.fact(RETURNED).equals(log.fact(SqliteFence.FACT));
  }

  /** Whether such rows came back behind the fence that was raised last. */
  public static boolean behindLast(CaptureLog log) throws SQLException {
    return fenced(log) ? behindStanding(log) : log.fact(RETURNED).isPresent();
  }

  /** Whether a fence is in the file. */
  public static boolean fenced(CaptureLog log) throws SQLException {
    return log.fact(SqliteFence.FACT).isPresent();
  }
}
