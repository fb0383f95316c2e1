package io.tributary.cdc.definition;

import io.tributary.common.model.TableName;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A table as the catalog describes it.
 *
 * @param oid its oid, which stays through renames
 * @param child whether it is a partition or inherits, so that its columns change with its parent's
 * @param columns in the table's order
 * @param key columns of the primary key, empty for none
 * @param indexes those that belong to no constraint
 */
public record TableDefinition(
    String schema,
    String name,
    long oid,
    boolean child,
    List<ColumnDefinition> columns,
    List<String> key,
    List<Part> indexes,
    List<Part> constraints) {

  /**
   * An index or constraint.
   *
   * @param unique whether it keeps rows from being equal
   * @param definition as PostgreSQL prints it; of an index the whole statement
   */
  public record Part(String name, boolean unique, String definition) {}

  public TableDefinition {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    indexes = List.copyOf(indexes);
    constraints = List.copyOf(constraints);
  }

  /** Its schema and name. */
  public TableName table() {
    return new TableName(schema, name);
  }

  /** Without the indexes that say nothing of the rows which there may be. */
  TableDefinition withoutPlainIndexes() {
    return new TableDefinition(
        schema,
        name,
        oid,
        child,
        columns,
        key,
        indexes.stream().filter(Part::unique).toList(),
        constraints);
  }

  Optional<ColumnDefinition> numbered(int number) {
    return find(column -> column.number() == number && number > 0);
  }

  /** The column of that name. */
  public Optional<ColumnDefinition> named(String columnName) {
    return find(column -> column.name().equals(columnName));
  }

  Optional<ColumnDefinition> find(Predicate<ColumnDefinition> wanted) {
    return columns.stream().filter(wanted).findFirst();
  }
}
