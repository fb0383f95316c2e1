package io.tributary.connect.sqlite;

import static io.tributary.connect.sqlite.Names.quote;

import java.nio.charset.Charset;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads a table's rows, by the keys in the log or in order. Values come by storage class. */
final class RowReader {
  private final Sqlite sqlite;
  private final Charset encoding;

  RowReader(Sqlite sqlite, Charset encoding) {
    this.sqlite = sqlite;
    this.encoding = encoding;
  }

  /** The logged keys between two positions, each with the row that SQLite finds under it now. */
  List<Found> logged(Table table, long id, long after, long until) throws SQLException {
    List<Column> columns = table.carried();
    int keys = table.key().columns().size();
    String sql =
        "SELECT "
            + list(0, keys, i -> "l.c" + i + ", l.k" + i)
            + ", "
            + exists(table)
            + ", "
            + columns(table)
            + " FROM (SELECT DISTINCT "
            + list(0, keys, i -> "typeof(k" + i + ") AS c" + i + ", k" + i)
            + " FROM "
            + quote(Names.LOG)
            + " WHERE seq > ? AND seq <= ? AND tbl = ?) AS l LEFT JOIN "
            + quote(table.name())
            + " AS t ON "
            + IntStream.range(0, keys)
                .mapToObj(i -> "t." + quote(table.key().columns().get(i)) + " IS l.k" + i)
                .collect(Collectors.joining(" AND "));
    return sqlite.list(
        sql,
        row -> {
          List<Value> key = values(row, 1, keys);
          int flag = 2 * keys + 1;
          return new Found(
              key, row.getBoolean(flag) ? values(row, flag + 1, columns.size()) : null);
        },
        after,
        until,
        id);
  }

  /** The next rows of a scan; {@code last} is the scan key of the row before, null at its start. */
  List<Scanned> scan(Table table, List<Value> last, int rows) throws SQLException {
    List<String> order = table.scanOrder();
    String names = order.stream().map(name -> "t." + quote(name)).collect(Collectors.joining(", "));
    String sql =
        "SELECT "
            + order.stream()
                .map(name -> "typeof(t." + quote(name) + "), t." + quote(name))
                .collect(Collectors.joining(", "))
            + ", "
            + columns(table)
            + " FROM "
            + quote(table.name())
            + " AS t"
            + (last == null
                ? ""
                : " WHERE ("
                    + names
                    + ") > ("
                    + last.stream().map(Value::parameter).collect(Collectors.joining(", "))
                    + ")")
            + " ORDER BY "
            + names
            + " LIMIT "
            + rows;
    List<Scanned> scanned = new ArrayList<>();
    try (PreparedStatement statement = sqlite.connection().prepareStatement(sql)) {
      for (int i = 0; last != null && i < last.size(); i++) {
        bind(statement, i + 1, last.get(i));
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          scanned.add(
              new Scanned(
                  values(row, 1, order.size()),
                  values(row, 2 * order.size() + 1, table.carried().size())));
        }
      }
    }
    return scanned;
  }

  private static void bind(PreparedStatement statement, int place, Value value)
      throws SQLException {
    if (value.raw() instanceof byte[] bytes) {
      statement.setBytes(place, bytes);
    } else {
      statement.setObject(place, value.raw());
    }
  }

  /** The left side of a LEFT JOIN is there when what is never NULL is not. */
  private static String exists(Table table) {
    String never = table.rowid() == null ? table.key().columns().get(0) : table.rowid();
    return "t." + quote(never) + " IS NOT NULL";
  }

  private static String columns(Table table) {
    return table.carried().stream()
        .map(column -> "typeof(t." + quote(column.name()) + "), t." + quote(column.name()))
        .collect(Collectors.joining(", "));
  }

  private static String list(int from, int to, java.util.function.IntFunction<String> text) {
    return IntStream.range(from, to).mapToObj(text).collect(Collectors.joining(", "));
  }

  private List<Value> values(ResultSet row, int first, int count) throws SQLException {
    List<Value> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(value(row, first + 2 * i));
    }
    return values;
  }

  private Value value(ResultSet row, int place) throws SQLException {
    return switch (row.getString(place)) {
      case "integer" -> Value.of(row.getLong(place + 1));
      case "real" -> Value.of(row.getDouble(place + 1));
      case "text" -> Value.text(bytes(row, place + 1), encoding);
      case "blob" -> Value.blob(bytes(row, place + 1));
      default -> Value.NULL;
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
  record Found(List<Value> key, List<Value> row) {}

  /** A row of a scan and its place in it. */
  record Scanned(List<Value> place, List<Value> row) {}
}
