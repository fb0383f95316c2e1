package io.tributary.mapping.table;

import io.tributary.common.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of a table's rows.
 *
 * @param source the table of the source, in the schema main
 * @param target the table of the target
 * @param columns columns that are written, in the target's order; computed ones are not among them
 * @param constants literals that every row gets, by target column
 * @param key the columns of the source by which its connector names rows, in key order. A key that
 *     is the hidden rowid is called as the connector calls it
 */
public record TableMapping(
    TableName source,
    TableName target,
    List<ColumnMapping> columns,
    Map<String, String> constants,
    List<String> key) {

  /**
   * The column of the target that holds the hidden rowid of a table without a key, until the target
   * is opened.
   */
  public static final String ROWID = "tributary_rowid";

  public TableMapping {
    columns = List.copyOf(columns);
    constants = Map.copyOf(constants);
    key = List.copyOf(key);
  }

  /** Whether rows are told apart by SQLite's rowid only. */
  public boolean byRowid() {
    return columns.stream().anyMatch(column -> column.target().equals(ROWID));
  }

  /** The mapping of a column of the source; empty when it stays behind. */
  public Optional<ColumnMapping> column(String name) {
    return columns.stream().filter(column -> column.source().equals(name)).findFirst();
  }
}
