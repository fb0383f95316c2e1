package io.tributary.validator.compare;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One end of one table, read over an open connection, usually inside a snapshot.
 *
 * @param connection to that end
 * @param sql its statements
 */
public record End(Connection connection, TableSql sql) {

  /** Count and digest that a statement of {@link TableSql} yields. */
  public Digest digest(Bound bound) throws SQLException {
    try (PreparedStatement statement = bound.prepare(connection);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return digest(rows, 1);
    }
  }

  /** Count and digest by bucket. */
  public Map<String, Digest> buckets() throws SQLException {
    Map<String, Digest> buckets = new TreeMap<>();
    try (PreparedStatement statement = sql.buckets().prepare(connection);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        buckets.put(rows.getString(1), digest(rows, 2));
      }
    }
    return buckets;
  }

  /** The keys that cut a range into parts of so many rows. */
  public List<List<String>> boundaries(KeyRange range, int everyRows) throws SQLException {
    List<List<String>> keys = new ArrayList<>();
    try (PreparedStatement statement = sql.boundaries(range, everyRows).prepare(connection);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        keys.add(id(rows).values());
      }
    }
    return keys;
  }

  /** The rows that a statement of {@link TableSql} yields. */
  public Map<RowId, RowState> rows(Bound bound) throws SQLException {
    Map<RowId, RowState> states = new HashMap<>();
    int n = sql.idColumns();
    try (PreparedStatement statement = bound.prepare(connection);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        states.put(
            id(rows),
            new RowState(rows.getString(n + 1), rows.getLong(n + 2), rows.getString(n + 3)));
      }
    }
    return states;
  }

  /** For each id one text per column; of equal rows the first. */
  public Map<RowId, List<String>> columns(Bound bound) throws SQLException {
    Map<RowId, List<String>> columns = new HashMap<>();
    try (PreparedStatement statement = bound.prepare(connection);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        String[] texts = (String[]) rows.getArray(sql.idColumns() + 1).getArray();
        columns.putIfAbsent(id(rows), Arrays.asList(texts));
      }
    }
    return columns;
  }

  static Digest digest(ResultSet rows, int first) throws SQLException {
    BigDecimal high = rows.getBigDecimal(first + 1);
    BigDecimal low = rows.getBigDecimal(first + 2);
    return new Digest(rows.getLong(first), high.toBigInteger(), low.toBigInteger());
  }

  private RowId id(ResultSet rows) throws SQLException {
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= sql.idColumns(); i++) {
      values.add(rows.getString(i));
    }
    return new RowId(values);
  }
}
