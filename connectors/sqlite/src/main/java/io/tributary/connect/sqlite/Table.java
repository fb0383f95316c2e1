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
 */
record Table(
    String name,
    String definition,
    List<Column> columns,
    Key key,
    String rowid,
    List<UniqueIndex> unique) {

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

  /** What a scan pages by: never NULL, unique, and in an order that SQLite keeps. */
  List<String> scanOrder() {
    return rowid == null ? key.columns() : List.of(rowid);
  }
}
