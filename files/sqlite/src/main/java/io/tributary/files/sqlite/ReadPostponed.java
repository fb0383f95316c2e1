package io.tributary.files.sqlite;

import java.sql.SQLException;

/**
 * Another process holds the lock, or is writing what was being read; nothing was done, and the next
 * poll tries again.
 */
public final class ReadPostponed extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int BUSY = 5;
  private static final int PRIMARY = 0xff;

  public ReadPostponed(SQLException cause) {
    super(cause);
  }

  /** What was read means nothing, and nothing of it has been sent. */
  public ReadPostponed(RuntimeException cause) {
    super(cause);
  }

  public static boolean is(SQLException e) {
    return (e.getErrorCode() & PRIMARY) == BUSY;
  }
}
