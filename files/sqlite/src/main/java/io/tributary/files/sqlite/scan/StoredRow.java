package io.tributary.files.sqlite.scan;

import io.tributary.files.sqlite.SqliteValue;
import io.tributary.files.sqlite.TextBytes;
import io.tributary.mapping.conversion.SourceValue;
import java.nio.charset.Charset;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.core.Codes;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;
import org.sqlite.core.SafeStmtPtr;

/**
 * The row at which a statement stands: the table's columns, and behind them what the scan is
 * ordered by. Takes all values of a row under one lock of the driver, with the bytes of a TEXT as
 * they are: through the result set every value would cost two locks, and a TEXT three copies.
 */
public final class StoredRow implements ScannedRow {
  private static final byte[] NO_BYTES = {};

  private final ResultSet rows;
  private final SafeStmtPtr statement;
  private final SafeStmtPtr.SafePtrConsumer<SQLException> take = this::take;
  private final int columns;
  private final Charset encoding;
  private final int[] classes;
  private final Object[] values;

  /**
   * @param statement the statement, with its columns
   * @param columns how many of them are the table's
   * @param order how many come behind those
   */
  public StoredRow(
      PreparedStatement statement, ResultSet rows, int columns, int order, Charset encoding)
      throws SQLException {
    this.rows = rows;
    this.statement = statement.unwrap(CoreStatement.class).pointer;
    this.columns = columns;
    this.encoding = encoding;
    this.classes = new int[columns + order];
    this.values = new Object[columns + order];
  }

  /** Goes to the next row; whether there is one. */
  public boolean next() throws SQLException {
    if (!rows.next()) {
      return false;
    }
    statement.safeRunConsume(take);
    return true;
  }

  private void take(DB database, long row) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      classes[i] = database.column_type(row, i);
      values[i] =
          switch (classes[i]) {
            case Codes.SQLITE_NULL -> null;
            case Codes.SQLITE_INTEGER -> database.column_long(row, i);
            case Codes.SQLITE_FLOAT -> database.column_double(row, i);
            default -> bytes(database.column_blob(row, i));
          };
    }
  }

  private static byte[] bytes(byte[] given) {
    return given == null ? NO_BYTES : given;
  }

  @Override
  public Object stored(int column) {
    return classes[column] == Codes.SQLITE_TEXT
        ? new String((byte[]) values[column], encoding)
        : values[column];
  }

  @Override
  public SqliteValue exact(int column) {
    Object value = values[column];
    return switch (classes[column]) {
      case Codes.SQLITE_NULL -> SqliteValue.NULL;
      case Codes.SQLITE_INTEGER -> SqliteValue.of(((Long) value).longValue());
      case Codes.SQLITE_FLOAT -> SqliteValue.of(((Double) value).doubleValue());
      case Codes.SQLITE_TEXT -> SqliteValue.text((byte[]) value, encoding);
      default -> SqliteValue.blob((byte[]) value);
    };
  }

  /** A value by its storage class; a TEXT that is not of the file's encoding as its bytes. */
  public SourceValue value(int column) {
    Object value = values[column];
    return switch (classes[column]) {
      case Codes.SQLITE_NULL -> SourceValue.NULL;
      case Codes.SQLITE_INTEGER -> new SourceValue.Whole((Long) value);
      case Codes.SQLITE_FLOAT -> new SourceValue.Real((Double) value);
      case Codes.SQLITE_TEXT -> text((byte[]) value);
      default -> new SourceValue.Bytes((byte[]) value);
    };
  }

  private SourceValue text(byte[] bytes) {
    String text = new String(bytes, encoding);
    return TextBytes.replacedIn(text, bytes, encoding)
        ? new SourceValue.Bytes(bytes)
        : new SourceValue.Text(text);
  }

  @Override
  public List<SqliteValue> place() {
    List<SqliteValue> place = new ArrayList<>();
    for (int i = columns; i < values.length; i++) {
      place.add(exact(i));
    }
    return place;
  }
}
