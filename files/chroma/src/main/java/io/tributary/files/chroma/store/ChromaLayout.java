package io.tributary.files.chroma.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which tables and columns this version of Chroma has.
 *
 * @param columns by table
 */
record ChromaLayout(Map<String, Set<String>> columns) {
  static ChromaLayout of(Connection connection) throws SQLException {
    Map<String, Set<String>> columns = new HashMap<>();
    new ChromaQuery(connection)
        .list(
            "SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c"
                + " WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%'",
            row ->
                columns
                    .computeIfAbsent(row.getString(1), name -> new HashSet<>())
                    .add(row.getString(2)));
    return new ChromaLayout(columns);
  }

  boolean has(String table) {
    return columns.containsKey(table);
  }

  boolean has(String table, String column) {
    return columns.getOrDefault(table, Set.of()).contains(column);
  }

  /** The column, or NULL under its name where this version has none. */
  String column(String table, String alias, String column) {
    return has(table, column) ? alias + "." + column : "NULL AS " + column;
  }
}
