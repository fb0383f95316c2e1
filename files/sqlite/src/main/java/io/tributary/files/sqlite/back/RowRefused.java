package io.tributary.files.sqlite.back;

import io.tributary.common.error.RowValues;
import io.tributary.common.error.SqliteMessage;
import java.sql.SQLException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A row that the file does not take: a constraint, or a value that cannot be stored where it is to
 * be. The statement changed nothing, and the transaction goes on.
 */
public final class RowRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int PRIMARY = 0xff;

  /** ERROR is what an expression of a declaration says of a value, such as "malformed JSON". */
  private static final Set<Integer> OF_ROWS =
      Set.of(
          SQLiteErrorCode.SQLITE_ERROR.code,
          SQLiteErrorCode.SQLITE_TOOBIG.code,
          SQLiteErrorCode.SQLITE_CONSTRAINT.code,
          SQLiteErrorCode.SQLITE_MISMATCH.code);

  private static final Set<SQLiteErrorCode> COLLISIONS =
      Set.of(
          SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE,
          SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY,
          SQLiteErrorCode.SQLITE_CONSTRAINT_ROWID);

  private final String what;
  private final boolean collision;

  RowRefused(SQLException cause) {
    super(SqliteMessage.of(cause), RowValues.cause(cause));
    this.what = SqliteMessage.of(cause);
    this.collision =
        cause instanceof SQLiteException sqlite && COLLISIONS.contains(sqlite.getResultCode());
  }

  /**
   * A row that is refused before SQLite is asked.
   *
   * @param what is wrong with it, for people
   * @param collision see {@link #collision}
   */
  public RowRefused(String what, boolean collision) {
    super(what);
    this.what = what;
    this.collision = collision;
  }

  /** Whether SQLite means the row with this, and not the file. */
  static boolean is(SQLException e) {
    return OF_ROWS.contains(e.getErrorCode() & PRIMARY);
  }

  /** What SQLite says. */
  public String what() {
    return what;
  }

  /** Whether another row has a value that is to be unique, so that it may be a matter of order. */
  public boolean collision() {
    return collision;
  }
}
