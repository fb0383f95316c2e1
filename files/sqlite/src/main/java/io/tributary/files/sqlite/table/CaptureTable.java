package io.tributary.files.sqlite.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table that is captured.
 *
 * @param definition the text of its CREATE statement
 * @param columns in declared order, generated ones included
 * @param rowid a name for its rowid that no column takes, null WITHOUT ROWID
 * @param unique every unique index
 * @param schema what its name begins with in the stream
 * @param storage where its rows are
 */
public record CaptureTable(
    String name,
    String definition,
    List<CaptureColumn> columns,
    CaptureKey key,
    @Nullable String rowid,
    List<UniqueIndex> unique,
    String schema,
    RowStorage storage) {
  /** The name of a file's own tables, as SQLite itself calls them. */
  public static final String MAIN = "main";

  /** A table whose rows SQLite keeps under its name. */
  public static CaptureTable ordinary(
      String name,
      String definition,
      List<CaptureColumn> columns,
      CaptureKey key,
      @Nullable String rowid,
      List<UniqueIndex> unique) {
    return new CaptureTable(name, definition, columns, key, rowid, unique, MAIN, RowStorage.OWN);
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
        MAIN,
        new RowStorage.Beside(vectors));
  }

  /** A table that is put together from others, whose keys are logged by triggers on those. */
  public static CaptureTable derived(
      String schema,
      String name,
      List<CaptureColumn> columns,
      List<String> key,
      RowSource relation) {
    CaptureKey exact = new CaptureKey(key, CaptureKey.Kind.PRIMARY, true, false);
    return new CaptureTable(
        name, "", columns, exact, null, List.of(), schema, new RowStorage.Derived(relation));
  }

  /** Where its rows are read. */
  public RowSource relation() {
    return storage.rows(this);
  }

  /** How the module vec0 keeps it; empty for a table that the module does not have. */
  public Optional<VectorTable> vectors() {
    return storage instanceof RowStorage.Beside beside
        ? Optional.of(beside.vectors())
        : Optional.empty();
  }

  /** Its name in the stream. */
  public String fullName() {
    return schema + "." + name;
  }

  /** The table whose triggers log its keys. */
  public CaptureTable logged() {
    return vectors().map(VectorTable::rowids).orElse(this);
  }

  /** The columns of its rows in the stream: a hidden rowid comes first. */
  public List<CaptureColumn> carried() {
    if (!key.hidden()) {
      return columns;
    }
    List<CaptureColumn> carried = new ArrayList<>();
    String hidden = Objects.requireNonNull(rowid, "a hidden key is the rowid");
    carried.add(new CaptureColumn(hidden, "INTEGER", TypeAffinity.INTEGER, true, 0, false));
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
