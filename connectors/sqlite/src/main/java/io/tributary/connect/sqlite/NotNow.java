package io.tributary.connect.sqlite;

import java.sql.SQLException;

/**
 * Another process holds the lock, or is writing what was being read; nothing was done, and the next
 * poll tries again.
 */
public final class NotNow extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int BUSY = 5;
  private static final int PRIMARY = 0xff;

  NotNow(SQLException cause) {
    super(cause);
  }

  /** What was read means nothing, and nothing of it has been sent. */
  public NotNow(RuntimeException cause) {
    super(cause);
  }

  static boolean is(SQLException e) {
    return (e.getErrorCode() & PRIMARY) == BUSY;
  }
}
