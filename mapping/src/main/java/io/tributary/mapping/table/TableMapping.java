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
 * @param references columns that hold keys which the map of keys knows
 */
public record TableMapping(
    TableName source,
    TableName target,
    List<ColumnMapping> columns,
    Map<String, String> constants,
    List<String> key,
    List<MappedReference> references) {

  /**
   * The column of the target that holds the hidden rowid of a table without a key, until the target
   * is opened.
   */
  public static final String ROWID = "tributary_rowid";

  /** A table that refers to no key which the map of keys knows. */
  public TableMapping(
      TableName source,
      TableName target,
      List<ColumnMapping> columns,
      Map<String, String> constants,
      List<String> key) {
    this(source, target, columns, constants, key, List.of());
  }

  public TableMapping {
    columns = List.copyOf(columns);
    constants = Map.copyOf(constants);
    key = List.copyOf(key);
    references = List.copyOf(references);
  }

  /** Whether rows are told apart by SQLite's rowid only. */
  public boolean byRowid() {
    return columns.stream().anyMatch(column -> column.target().equals(ROWID));
  }

  /** The columns of the key, in key order; fewer than it has where a part of it stays behind. */
  public List<ColumnMapping> keyColumns() {
    return key.stream().flatMap(name -> column(name).stream()).toList();
  }

  /** Whether all of the key moves, so that a row of the target can be named. */
  public boolean named() {
    return !key.isEmpty() && keyColumns().size() == key.size();
  }

  /**
   * Whether two keys of the source may become one key of the target. Then the map of keys knows,
   * for each key of the target, the key of the source that has become it.
   */
  public boolean keysMayMeet() {
    return keyColumns().stream().anyMatch(ColumnMapping::merges);
  }

  /** The mapping of a column of the source; empty when it stays behind. */
  public Optional<ColumnMapping> column(String name) {
    return columns.stream().filter(column -> column.source().equals(name)).findFirst();
  }
}
