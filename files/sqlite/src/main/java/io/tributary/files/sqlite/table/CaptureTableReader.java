package io.tributary.files.sqlite.table;

import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.SqliteSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what the file says about its tables, without opening a virtual table. */
public final class CaptureTableReader {
  private static final List<String> ROWID_NAMES = List.of("rowid", "_rowid_", "oid");
  private static final int VIRTUAL_GENERATED = 2;
  private static final int STORED_GENERATED = 3;

  private final SqliteSession sqlite;

  public CaptureTableReader(SqliteSession sqlite) {
    this.sqlite = sqlite;
  }

  /** The tables whose names are wanted: the ordinary ones by name, then those of vec0. */
  public List<CaptureTable> tables(Predicate<String> wanted) throws SQLException {
    List<CaptureTable> tables = new ArrayList<>();
    TableNames names = names();
    for (TableNames.Declared declared : names.ordinary()) {
      if (wanted.test(declared.name())) {
        tables.add(table(declared));
      }
    }
    VectorTables vectors = new VectorTables(sqlite, this);
    for (TableNames.Declared declared : names.vectors()) {
      if (wanted.test(declared.name())) {
        tables.add(vectors.table(declared));
      }
    }
    return tables;
  }

  /** Every table, told apart. */
  public TableNames names() throws SQLException {
    return TableNames.of(
        sqlite.list(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name",
            row -> new TableNames.Declared(row.getString(1), row.getString(2))));
  }

  /** One ordinary table. */
  CaptureTable table(TableNames.Declared declared) throws SQLException {
    String name = declared.name();
    TableOptions options = options(name);
    List<CaptureColumn> columns = columns(name, options.strict());
    List<UniqueIndex> unique = uniqueIndexes(name);
    @Nullable String rowid = options.withoutRowid() ? null : rowidName(name, columns);
    CaptureKey key = new CaptureKeyChoice(columns, unique, rowid).key();
    return CaptureTable.ordinary(name, declared.sql(), columns, key, rowid, unique);
  }

  /** What stands behind the columns of a table's declaration. */
  private record TableOptions(boolean withoutRowid, boolean strict) {}

  private TableOptions options(String table) throws SQLException {
    return sqlite
        .list(
            "SELECT wr, strict FROM pragma_table_list(?) WHERE schema = 'main'",
            row -> new TableOptions(row.getBoolean(1), row.getBoolean(2)),
            table)
        .stream()
        .findFirst()
        .orElse(new TableOptions(false, false));
  }

  private List<CaptureColumn> columns(String table, boolean strict) throws SQLException {
    return sqlite.list(
        "SELECT name, type, \"notnull\", pk, hidden FROM pragma_table_xinfo(?, 'main') ORDER BY"
            + " cid",
        row -> {
          String declared = row.getString(2) == null ? "" : row.getString(2);
          int hidden = row.getInt(5);
          return new CaptureColumn(
              row.getString(1),
              declared,
              TypeAffinity.of(declared, strict),
              row.getBoolean(3),
              row.getInt(4),
              hidden == VIRTUAL_GENERATED || hidden == STORED_GENERATED);
        },
        table);
  }

  private List<UniqueIndex> uniqueIndexes(String table) throws SQLException {
    List<UniqueIndex> indexes = new ArrayList<>();
    for (String[] index :
        sqlite.list(
            "SELECT name, origin FROM pragma_index_list(?, 'main') WHERE \"unique\" ORDER BY name",
            row -> new String[] {row.getString(1), row.getString(2)},
            table)) {
      indexes.add(uniqueIndex(index[0], index[1].equals("pk")));
    }
    return indexes;
  }

  private UniqueIndex uniqueIndex(String index, boolean primary) throws SQLException {
    Optional<IndexText> text =
        sqlite
            .text("SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?", index)
            .map(IndexText::parse);
    List<UniqueIndex.Term> terms =
        sqlite.list(
            "SELECT seqno, name, coll, cid FROM pragma_index_xinfo(?, 'main') WHERE key ORDER BY"
                + " seqno",
            row ->
                row.getString(2) == null
                    ? new UniqueIndex.Expression(text.orElseThrow().terms().get(row.getInt(1)))
                    : new UniqueIndex.Column(row.getString(2), row.getString(3)),
            index);
    return new UniqueIndex(index, terms, text.map(IndexText::where).orElse(null), primary);
  }

  private static String rowidName(String table, List<CaptureColumn> columns) {
    Set<String> taken =
        columns.stream().map(c -> c.name().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    return ROWID_NAMES.stream()
        .filter(name -> !taken.contains(name))
        .findFirst()
        .orElseThrow(
            () ->
                SqliteError.TABLE_UNREADABLE.failure(
                    "table "
                        + table
                        + " has columns named rowid, _rowid_ and oid, so that its rows"
                        + " cannot be addressed; rename one of them or exclude the"
                        + " table"));
  }
}
