package io.tributary.files.sqlite.scan;

import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.files.sqlite.SqliteNames;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.SqliteValue;
import io.tributary.files.sqlite.table.CaptureTable;
import io.tributary.files.sqlite.table.RowSource;
import java.nio.charset.Charset;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads a table's rows, by the keys in the log or in order. Values come by storage class. */
public final class CaptureRowReader {
  private final SqliteSession sqlite;
  private final Charset encoding;

  public CaptureRowReader(SqliteSession sqlite, Charset encoding) {
    this.sqlite = sqlite;
    this.encoding = encoding;
  }

  /** The logged keys between two positions, each with the row that SQLite finds under it now. */
  public List<Found> logged(CaptureTable table, long id, long after, long until)
      throws SQLException {
    RowSource relation = table.relation();
    List<String> key = table.key().columns();
    int keys = key.size();
    String sql =
        "SELECT "
            + list(0, keys, i -> "l.c" + i + ", l.k" + i)
            + ", "
            + relation.present()
            + " IS NOT NULL, "
            + typed(relation.read())
            + " FROM (SELECT DISTINCT "
            + list(0, keys, i -> "typeof(k" + i + ") AS c" + i + ", k" + i)
            + " FROM "
            + quote(SqliteNames.LOG)
            + " WHERE seq > ? AND seq <= ? AND tbl = ?) AS l LEFT JOIN "
            + relation.from()
            + " AS t ON "
            + IntStream.range(0, keys)
                .mapToObj(i -> relation.key(key.get(i)) + " IS l.k" + i)
                .collect(Collectors.joining(" AND "));
    int flag = 2 * keys + 1;
    int read = relation.read().size();
    List<Found> found =
        sqlite.list(
            sql,
            row ->
                new Found(
                    values(row, 1, keys),
                    row.getBoolean(flag) ? values(row, flag + 1, read) : null),
            after,
            until,
            id);
    return completed(relation, found);
  }

  private List<Found> completed(RowSource relation, List<Found> found) throws SQLException {
    List<List<SqliteValue>> read = found.stream().map(Found::row).filter(Objects::nonNull).toList();
    List<List<SqliteValue>> rows = relation.rows(sqlite, read);
    if (rows == read) {
      return found;
    }
    Iterator<List<SqliteValue>> next = rows.iterator();
    return found.stream()
        .map(key -> key.row() == null ? key : new Found(key.key(), next.next()))
        .toList();
  }

  /** The next rows of a scan; {@code last} is the scan key of the row before, null at its start. */
  public List<Scanned> scan(CaptureTable table, @Nullable List<SqliteValue> last, int rows)
      throws SQLException {
    RowSource relation = table.relation();
    List<String> order = relation.scanOrder();
    List<String> columns = relation.read();
    String names = String.join(", ", order);
    String sql =
        "SELECT "
            + typed(order)
            + ", "
            + typed(columns)
            + " FROM "
            + relation.from()
            + " AS t"
            + (last == null
                ? ""
                : " WHERE ("
                    + names
                    + ") > ("
                    + last.stream().map(SqliteValue::parameter).collect(Collectors.joining(", "))
                    + ")")
            + " ORDER BY "
            + names
            + " LIMIT "
            + rows;
    List<List<SqliteValue>> places = new ArrayList<>();
    List<List<SqliteValue>> read = new ArrayList<>();
    try (PreparedStatement statement = sqlite.connection().prepareStatement(sql)) {
      for (int i = 0; last != null && i < last.size(); i++) {
        bind(statement, i + 1, last.get(i));
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          places.add(values(row, 1, order.size()));
          read.add(values(row, 2 * order.size() + 1, columns.size()));
        }
      }
    }
    List<List<SqliteValue>> completed = relation.rows(sqlite, read);
    return IntStream.range(0, places.size())
        .mapToObj(i -> new Scanned(places.get(i), completed.get(i)))
        .toList();
  }

  static void bind(PreparedStatement statement, int place, SqliteValue value) throws SQLException {
    if (value.raw() instanceof byte[] bytes) {
      statement.setBytes(place, bytes);
    } else {
      statement.setObject(place, value.raw());
    }
  }

  private static String typed(List<String> expressions) {
    return expressions.stream()
        .map(expression -> "typeof(" + expression + "), " + expression)
        .collect(Collectors.joining(", "));
  }

  private static String list(int from, int to, IntFunction<String> text) {
    return IntStream.range(from, to).mapToObj(text).collect(Collectors.joining(", "));
  }

  private List<SqliteValue> values(ResultSet row, int first, int count) throws SQLException {
    List<SqliteValue> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(value(row, first + 2 * i));
    }
    return values;
  }

  private SqliteValue value(ResultSet row, int place) throws SQLException {
    return switch (row.getString(place)) {
      case "integer" -> SqliteValue.of(row.getLong(place + 1));
      case "real" -> SqliteValue.of(row.getDouble(place + 1));
      case "text" -> SqliteValue.text(bytes(row, place + 1), encoding);
      case "blob" -> SqliteValue.blob(bytes(row, place + 1));
      default -> SqliteValue.NULL;
    };
  }

  private static byte[] bytes(ResultSet row, int place) throws SQLException {
    byte[] bytes = row.getBytes(place);
    return bytes == null ? new byte[0] : bytes;
  }

  /**
   * A logged key and what is under it.
   *
   * @param row the row's values, null when there is none
   */
  public record Found(List<SqliteValue> key, @Nullable List<SqliteValue> row) {}

  /** A row of a scan and its place in it. */
  public record Scanned(List<SqliteValue> place, List<SqliteValue> row) {}
}
