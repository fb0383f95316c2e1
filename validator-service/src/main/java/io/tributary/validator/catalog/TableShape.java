package io.tributary.validator.catalog;

import io.tributary.common.model.TableName;
import io.tributary.common.verdict.BlindSpot;
import java.util.List;

/**
 * One table as its own database describes it.
 *
 * @param table its name
 * @param partitioned whether its rows are in partitions
 * @param columns the names of all columns, generated ones too, in code point order
 * @param key the primary key's columns, else those of the first unique index without nulls; empty
 *     when rows cannot be told apart
 * @param blindSpots in which columns what cannot be seen, because values are compared as printed
 * @param relation where its rows are read, which is the table itself or a copy of it
 */
public record TableShape(
    TableName table,
    boolean partitioned,
    List<String> columns,
    List<KeyColumn> key,
    List<BlindSpot> blindSpots,
    TableName relation) {

  public TableShape {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    blindSpots = List.copyOf(blindSpots);
  }

  /** A table that is read itself. */
  public TableShape(
      TableName table,
      boolean partitioned,
      List<String> columns,
      List<KeyColumn> key,
      List<BlindSpot> blindSpots) {
    this(table, partitioned, columns, key, blindSpots, table);
  }

  /** A table in whose columns everything can be seen. */
  public TableShape(
      TableName table, boolean partitioned, List<String> columns, List<KeyColumn> key) {
    this(table, partitioned, columns, key, List.of());
  }

  /** The same table read where it is, so that copies of one table in two sessions are alike. */
  TableShape itself() {
    return new TableShape(table, partitioned, columns, key, blindSpots);
  }

  /** The names of the key's columns in the index's order. */
  public List<String> keyNames() {
    return key.stream().map(KeyColumn::name).toList();
  }

  /** The same table with another key. */
  TableShape keyedBy(List<KeyColumn> columnsOfKey) {
    return new TableShape(table, partitioned, columns, columnsOfKey, blindSpots, relation);
  }
}
