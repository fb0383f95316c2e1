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
 * @param schema what its name begins with in the stream
 * @param derived where the rows of a table are that SQLite has none under its name, null otherwise
 */
public record Table(
    String name,
    String definition,
    List<Column> columns,
    Key key,
    String rowid,
    List<UniqueIndex> unique,
    VectorTable vectors,
    String schema,
    Relation derived) {
  /** The name of a file's own tables, as SQLite itself calls them. */
  static final String MAIN = "main";

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

  Table(
      String name,
      String definition,
      List<Column> columns,
      Key key,
      String rowid,
      List<UniqueIndex> unique,
      VectorTable vectors) {
    this(name, definition, columns, key, rowid, unique, vectors, MAIN, null);
  }

  /** A table that is put together from others, whose keys are logged by triggers on those. */
  public static Table derived(
      String schema, String name, List<Column> columns, List<String> key, Relation relation) {
    Key exact = new Key(key, Key.Kind.PRIMARY, true, false);
    return new Table(name, "", columns, exact, null, List.of(), null, schema, relation);
  }

  /** Where its rows are read. */
  Relation relation() {
    if (derived != null) {
      return derived;
    }
    return vectors == null ? new OwnRows(this) : new VectorRows(vectors);
  }

  /** Its name in the stream. */
  String fullName() {
    return schema + "." + name;
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
