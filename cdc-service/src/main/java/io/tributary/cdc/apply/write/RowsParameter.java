package io.tributary.cdc.apply.write;

import io.tributary.cdc.apply.table.TargetColumn;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.List;

/**
 * Many rows as one {@code text[]} parameter per column, and the SQL that turns them back into typed
 * rows.
 *
 * @param columns the columns, in the order of the parameters
 * @param arrays one array per column, all of the same length
 */
record RowsParameter(List<TargetColumn> columns, List<String[]> arrays) {

  static RowsParameter empty(List<TargetColumn> columns, int rows) {
    List<String[]> arrays = new ArrayList<>();
    columns.forEach(column -> arrays.add(new String[rows]));
    return new RowsParameter(columns, arrays);
  }

  static RowsParameter ofKeys(List<TargetColumn> columns, List<List<String>> keys) {
    RowsParameter rows = empty(columns, keys.size());
    for (int r = 0; r < keys.size(); r++) {
      for (int c = 0; c < columns.size(); c++) {
        rows.arrays.get(c)[r] = keys.get(r).get(c);
      }
    }
    return rows;
  }

  /** {@code unnest($1::text[], $2::text[], …)}, which no function of an application stands for. */
  String unnest() {
    return unnest("");
  }

  /** The same with a further array behind the columns. */
  String unnest(String further) {
    // Of several arrays it is PostgreSQL's own by its grammar, and may not be qualified.
    boolean single = columns.size() == 1 && further.isEmpty();
    StringBuilder sql = new StringBuilder(single ? "pg_catalog.unnest(" : "unnest(");
    for (int i = 1; i <= columns.size(); i++) {
      sql.append(i == 1 ? "" : ", ").append('$').append(i).append("::text[]");
    }
    return sql.append(further).append(')').toString();
  }

  /** {@code a1, a2, …}: the names of the unnested columns. */
  String aliases() {
    StringBuilder sql = new StringBuilder();
    for (int i = 1; i <= columns.size(); i++) {
      sql.append(i == 1 ? "" : ", ").append('a').append(i);
    }
    return sql.toString();
  }

  /** {@code a1::type, a2::type, …}. */
  String values() {
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      sql.append(i == 0 ? "" : ", ").append(value(i));
    }
    return sql.toString();
  }

  /** The typed value of one column. */
  String value(int index) {
    return "u.a" + (index + 1) + "::" + columns.get(index).type();
  }

  /** {@code "a", "b", …}: the columns of the table. */
  String names() {
    return String.join(
        ", ", columns.stream().map(column -> Sql.identifier(column.name())).toList());
  }

  /** {@code t."a" = u.a1::type AND …} over the first columns. */
  String matches(int keyColumns) {
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < keyColumns; i++) {
      sql.append(i == 0 ? "" : " AND ")
          .append("t.")
          .append(Sql.identifier(columns.get(i).name()))
          .append(" = ")
          .append(value(i));
    }
    return sql.toString();
  }

  List<Object> parameters() {
    return List.copyOf(arrays);
  }
}
