package io.tributary.validator.compare;

import io.tributary.validator.database.BoundStatement;
import io.tributary.validator.digest.Digest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One end of one table, read over an open connection, usually inside a snapshot.
 *
 * @param connection to that end
 * @param sql the statements that read it
 */
public record TableEnd(Connection connection, TableStatements sql) {
  /** Count and digest that a statement of {@link TableStatements} yields. */
  public Digest digest(BoundStatement statement) throws SQLException {
    return statement.first(connection, row -> Digest.read(row, 1)).orElseThrow();
  }

  /** Count and digest by bucket. */
  public Map<String, Digest> buckets(int digits) throws SQLException {
    Map<String, Digest> buckets = new TreeMap<>();
    sql.buckets(digits).each(connection, row -> buckets.put(row.getString(1), Digest.read(row, 2)));
    return buckets;
  }

  /** The keys that cut a range into parts of so many rows. */
  public List<List<String>> boundaries(KeyRange range, int everyRows) throws SQLException {
    return sql.boundaries(range, everyRows).list(connection, row -> id(row).values());
  }

  /** The key behind so many rows of a range, that one included; empty where it has fewer. */
  public Optional<List<String>> boundary(KeyRange range, int rows) throws SQLException {
    return sql.boundary(range, rows).first(connection, row -> id(row).values());
  }

  /** The rows that a statement of {@link TableStatements} yields. */
  public Map<RowId, RowState> rows(BoundStatement statement) throws SQLException {
    Map<RowId, RowState> states = new HashMap<>();
    int n = sql.idColumns();
    statement.each(
        connection,
        row ->
            states.put(
                id(row),
                new RowState(row.getString(n + 1), row.getLong(n + 2), row.getString(n + 3))));
    return states;
  }

  /** For each id one text per column; of equal rows the first. */
  public Map<RowId, List<String>> columns(BoundStatement statement) throws SQLException {
    Map<RowId, List<String>> columns = new HashMap<>();
    statement.each(
        connection,
        row -> {
          String[] texts = (String[]) row.getArray(sql.idColumns() + 1).getArray();
          columns.putIfAbsent(id(row), Arrays.asList(texts));
        });
    return columns;
  }

  private RowId id(ResultSet row) throws SQLException {
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= sql.idColumns(); i++) {
      values.add(row.getString(i));
    }
    return new RowId(values);
  }
}
