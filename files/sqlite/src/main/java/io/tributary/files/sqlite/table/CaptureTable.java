package io.tributary.files.sqlite.table;

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
public record CaptureTable(
    String name,
    String definition,
    List<CaptureColumn> columns,
    CaptureKey key,
    String rowid,
    List<UniqueIndex> unique,
    VectorTable vectors,
    String schema,
    RowSource derived) {
  /** The name of a file's own tables, as SQLite itself calls them. */
  public static final String MAIN = "main";

  /** A table whose rows SQLite keeps under its name. */
  public static CaptureTable ordinary(
      String name,
      String definition,
      List<CaptureColumn> columns,
      CaptureKey key,
      String rowid,
      List<UniqueIndex> unique) {
    return new CaptureTable(name, definition, columns, key, rowid, unique, null, MAIN, null);
  }

  /** A table of the module vec0, whose rows are in the tables beside it. */
  static CaptureTable vec0(String definition, VectorTable vectors) {
    return new CaptureTable(
        vectors.name(),
        definition,
        vectors.columns(),
        vectors.key(),
        null,
        List.of(),
        vectors,
        MAIN,
        null);
  }

  /** A table that is put together from others, whose keys are logged by triggers on those. */
  public static CaptureTable derived(
      String schema,
      String name,
      List<CaptureColumn> columns,
      List<String> key,
      RowSource relation) {
    CaptureKey exact = new CaptureKey(key, CaptureKey.Kind.PRIMARY, true, false);
    return new CaptureTable(name, "", columns, exact, null, List.of(), null, schema, relation);
  }

  /** Where its rows are read. */
  public RowSource relation() {
    if (derived != null) {
      return derived;
    }
    return vectors == null ? new TableRowSource(this) : new VectorRowSource(vectors);
  }

  /** Its name in the stream. */
  public String fullName() {
    return schema + "." + name;
  }

  /** The table whose triggers log its keys. */
  public CaptureTable logged() {
    return vectors == null ? this : vectors.rowids();
  }

  /** The columns of its rows in the stream: a hidden rowid comes first. */
  public List<CaptureColumn> carried() {
    if (!key.hidden()) {
      return columns;
    }
    List<CaptureColumn> carried = new ArrayList<>();
    carried.add(new CaptureColumn(rowid, "INTEGER", TypeAffinity.INTEGER, true, 0, false));
    carried.addAll(columns);
    return carried;
  }

  public CaptureColumn column(String name) {
    return carried().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  /** Where the key's columns stand among the carried ones. */
  public List<Integer> keyPlaces() {
    List<String> names = carried().stream().map(CaptureColumn::name).toList();
    return key.columns().stream().map(names::indexOf).toList();
  }
}
