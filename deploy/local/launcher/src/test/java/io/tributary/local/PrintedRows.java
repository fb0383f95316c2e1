package io.tributary.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Every row of a schema as PostgreSQL's output functions print it: the oracle of these tests. Long
 * values are told by their length and hash.
 */
final class PrintedRows {
  private static final String SETTINGS =
      "SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET IntervalStyle = 'postgres';"
          + " SET extra_float_digits = 3; SET bytea_output = 'hex'; SET lc_monetary = 'C';"
          + " SET enable_indexscan = off; SET enable_indexonlyscan = off";
  private static final String COLUMNS =
      """
      SELECT c.relname, quote_ident(a.attname)
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE n.nspname = ? AND c.relkind = 'r'
      ORDER BY c.relname COLLATE "C", a.attname COLLATE "C\"""";

  private PrintedRows() {}

  static List<String> of(Connection connection, String schema) throws SQLException {
    try (Statement settings = connection.createStatement()) {
      settings.execute(SETTINGS);
    }
    List<String> out = new ArrayList<>();
    for (Map.Entry<String, List<String>> table : tables(connection, schema).entrySet()) {
      out.add("table " + table.getKey() + " (" + String.join(", ", table.getValue()) + ")");
      out.addAll(rows(connection, schema, table.getKey(), table.getValue()));
    }
    return out;
  }

  private static Map<String, List<String>> tables(Connection connection, String schema)
      throws SQLException {
    Map<String, List<String>> tables = new LinkedHashMap<>();
    try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
      query.setString(1, schema);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          List<String> columns = tables.computeIfAbsent(rows.getString(1), t -> new ArrayList<>());
          if (rows.getString(2) != null) {
            columns.add(rows.getString(2));
          }
        }
      }
    }
    return tables;
  }

  private static List<String> rows(
      Connection connection, String schema, String table, List<String> columns)
      throws SQLException {
    String cells =
        columns.stream().map(PrintedRows::cell).collect(Collectors.joining(" || '|' || "));
    List<String> out = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT line FROM (SELECT %s AS line FROM ONLY %s.%s AS t) q ORDER BY line COLLATE \"C\""
                    .formatted(
                        cells.isEmpty() ? "''" : cells, identifier(schema), identifier(table)))) {
      while (rows.next()) {
        out.add(rows.getString(1));
      }
    }
    return out;
  }

  /** A composite whose fields are all NULL is not NULL, though IS NULL says so. */
  private static String cell(String column) {
    return """
        CASE WHEN num_nulls(t.%1$s) = 1 THEN '<null>'
             WHEN length(format('%%s', t.%1$s)) > 300
               THEN length(format('%%s', t.%1$s)) || ':' || md5(format('%%s', t.%1$s))
             ELSE format('%%s', t.%1$s) END"""
        .formatted(column);
  }

  private static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
