package io.tributary.connect.sqlite;

import java.nio.charset.Charset;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A row that a statement reads: the table's columns, and behind them what the scan is ordered by.
 */
record StoredRow(ResultSet row, int columns, int order, Charset encoding) implements ScannedRow {
  private static final byte[] NO_BYTES = {};

  @Override
  public Object stored(int column) throws SQLException {
    Object value = row.getObject(column + 1);
    if (value instanceof Integer small) {
      return small.longValue();
    }
    // A BLOB without bytes looks like a NULL.
    return value == null && !row.wasNull() ? NO_BYTES : value;
  }

  @Override
  public Value exact(int column) throws SQLException {
    Object value = stored(column);
    if (value instanceof Long whole) {
      return Value.of(whole.longValue());
    }
    if (value instanceof Double real) {
      return Value.of(real.doubleValue());
    }
    if (value instanceof byte[] bytes) {
      return Value.blob(bytes);
    }
    if (value == null) {
      return Value.NULL;
    }
    byte[] bytes = row.getBytes(column + 1);
    return Value.text(bytes == null ? NO_BYTES : bytes, encoding);
  }

  @Override
  public List<Value> place() throws SQLException {
    List<Value> place = new ArrayList<>(order);
    for (int i = 0; i < order; i++) {
      place.add(exact(columns + i));
    }
    return place;
  }
}
