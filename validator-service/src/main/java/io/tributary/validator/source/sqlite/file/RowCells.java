package io.tributary.validator.source.sqlite.file;

import java.nio.charset.Charset;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.sqlite.core.Codes;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;
import org.sqlite.core.SafeStmtPtr;

/**
 * The values of the row at which a statement stands, by what they are stored as. All of a row are
 * taken under one lock of the driver, with the bytes of a TEXT as they are: through the result set
 * every value costs two locks, a TEXT is copied three times, and its storage class is one more
 * column. Used by one thread.
 */
public final class RowCells {
  private static final byte[] NO_BYTES = {};

  private final SafeStmtPtr statement;
  private final SafeStmtPtr.SafePtrConsumer<SQLException> take = this::take;
  private final StoredValue[] values;
  private final Charset encoding;

  /**
   * The cells of a statement's rows.
   *
   * @param columns how many there are in a row
   */
  public RowCells(PreparedStatement statement, int columns, Charset encoding) throws SQLException {
    this.statement = statement.unwrap(CoreStatement.class).pointer;
    this.values = new StoredValue[columns];
    this.encoding = encoding;
  }

  /** The row at which the statement stands; the array is that of every row. */
  public StoredValue[] read() throws SQLException {
    statement.safeRunConsume(take);
    return values;
  }

  private void take(DB database, long row) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (database.column_type(row, i)) {
            case Codes.SQLITE_NULL -> StoredValue.NULL;
            case Codes.SQLITE_INTEGER -> StoredValue.integer(database.column_long(row, i));
            case Codes.SQLITE_FLOAT -> StoredValue.real(database.column_double(row, i));
            case Codes.SQLITE_TEXT -> StoredValue.text(bytes(database, row, i), encoding);
            default -> StoredValue.blob(bytes(database, row, i));
          };
    }
  }

  private static byte[] bytes(DB database, long row, int column) throws SQLException {
    byte[] given = database.column_blob(row, column);
    return given == null ? NO_BYTES : given;
  }
}
