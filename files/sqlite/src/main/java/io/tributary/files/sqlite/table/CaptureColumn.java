package io.tributary.files.sqlite.table;

import io.tributary.files.sqlite.SqliteValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A column of a table.
 *
 * @param declared the declared type, empty without one
 * @param notNull whether it is declared NOT NULL
 * @param keyOrder its place in the primary key from 1, 0 outside of it
 * @param generated whether its value is computed from other columns
 */
public record CaptureColumn(
    String name,
    String declared,
    TypeAffinity affinity,
    boolean notNull,
    int keyOrder,
    boolean generated) {

  /** The classes of the values that are not what their columns are declared for; empty for none. */
  public static Map<String, String> unexpected(
      List<CaptureColumn> columns, List<SqliteValue> values) {
    Map<String, String> classes = Map.of();
    for (int i = 0; i < values.size(); i++) {
      if (!columns.get(i).affinity().expects(values.get(i).storage())) {
        classes = classes.isEmpty() ? new TreeMap<>() : classes;
        classes.put(columns.get(i).name(), values.get(i).storage().label());
      }
    }
    return classes;
  }
}
