package io.tributary.validator.source.chroma;

import io.tributary.validator.source.sqlite.file.SqliteFileReader;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which columns the tables of a Chroma directory have; every version since 0.4.0 added some.
 * Inside of one read.
 */
final class StoredColumns {
  private final SqliteFileReader file;
  private final Map<String, List<String>> columns = new HashMap<>();

  StoredColumns(SqliteFileReader file) {
    this.file = file;
  }

  boolean table(String table) throws SQLException {
    return !of(table).isEmpty();
  }

  boolean column(String table, String column) throws SQLException {
    return of(table).contains(column);
  }

  /** How a statement names a column that may be missing. */
  String named(String table, String alias, String column) throws SQLException {
    return column(table, column) ? alias + "." + column : "NULL";
  }

  private List<String> of(String table) throws SQLException {
    List<String> known = columns.get(table);
    if (known == null) {
      known = file.list("SELECT name FROM pragma_table_info(?)", row -> row.getString(1), table);
      columns.put(table, known);
    }
    return known;
  }
}
