package io.tributary.connect.sqlite;

import java.util.ArrayList;
import java.util.List;

/**
 * A table that is captured.
 *
 * @param definition the text of its CREATE statement
 * @param columns in declared order, generated ones included
 * @param rowid a name for its rowid that no column takes, null WITHOUT ROWID
 * @param unique every unique index
 * @param vectors how it is kept by the module vec0, null for an ordinary table
 */
record Table(
    String name,
    String definition,
    List<Column> columns,
    Key key,
    String rowid,
    List<UniqueIndex> unique,
    VectorTable vectors) {

  /** An ordinary table. */
  Table(
      String name,
      String definition,
      List<Column> columns,
      Key key,
      String rowid,
      List<UniqueIndex> unique) {
    this(name, definition, columns, key, rowid, unique, null);
  }

  /** Where its rows are read. */
  Relation relation() {
    return vectors == null ? new OwnRows(this) : new VectorRows(vectors);
  }

  /** The table whose triggers log its keys. */
  Table logged() {
    return vectors == null ? this : vectors.rowids();
  }

  /** The columns of its rows in the stream: a hidden rowid comes first. */
  List<Column> carried() {
    if (!key.hidden()) {
      return columns;
    }
    List<Column> carried = new ArrayList<>();
    carried.add(new Column(rowid, "INTEGER", Affinity.INTEGER, true, 0, false));
    carried.addAll(columns);
    return carried;
  }

  Column column(String name) {
    return carried().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  /** Where the key's columns stand among the carried ones. */
  List<Integer> keyPlaces() {
    List<String> names = carried().stream().map(Column::name).toList();
    return key.columns().stream().map(names::indexOf).toList();
  }
}
