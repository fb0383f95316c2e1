package io.tributary.local;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/**
 * An oracle: the rows of a query as text, from SQLite or from PostgreSQL, spelled so that equal
 * values have equal texts. Shares no code with the conversions.
 */
final class SqlitePrint {
  private SqlitePrint() {}

  /** Rows in the order of their texts. */
  static List<String> rows(Connection connection, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      ResultSetMetaData columns = row.getMetaData();
      while (row.next()) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          text.append(columns.getColumnName(i)).append('=').append(spelled(row, i)).append('|');
        }
        rows.add(text.toString());
      }
    }
    Collections.sort(rows);
    return rows;
  }

  private static String spelled(ResultSet row, int column) throws SQLException {
    Object value = row.getObject(column);
    if (value == null) {
      return "NULL";
    }
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof Number) {
      String number = value.toString();
      return number.matches("[-+0-9.eE]+")
          ? new BigDecimal(number).stripTrailingZeros().toPlainString()
          : number;
    }
    // JDBC knows times by their type in the one database and as text in the other.
    return row.getString(column)
        .replaceFirst(
            "^(\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}(?:\\.\\d*?[1-9])?)\\.?0*$", "$1");
  }
}
