package io.tributary.mapping.key;

import io.tributary.mapping.sqlite.schema.IndexedPart;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The columns by which a table's rows are told apart: the choice that the SQLite connector makes,
 * which its reference page describes.
 *
 * @param columns in key order
 * @param rowid whether it is SQLite's hidden rowid under a free name
 */
public record RowKey(List<String> columns, boolean rowid) {
  private static final List<String> ROWID_NAMES = List.of("rowid", "_rowid_", "oid");

  /** Primary key, else the first unique index over NOT NULL columns, else the rowid. */
  public static RowKey of(SqliteSchema schema, SqliteTable table) {
    if (!table.keyColumns().isEmpty()) {
      return new RowKey(table.keyColumns(), false);
    }
    return unique(schema, table).values().stream()
        .filter(columns -> columns.stream().allMatch(SqliteColumn::notNull))
        .findFirst()
        .map(columns -> new RowKey(columns.stream().map(SqliteColumn::name).toList(), false))
        .orElseGet(() -> new RowKey(List.of(freeName(table)), true));
  }

  /** Unique indexes over plain columns by name, as SQLite names those of constraints itself. */
  private static Map<String, List<SqliteColumn>> unique(SqliteSchema schema, SqliteTable table) {
    Map<String, List<SqliteColumn>> unique = new TreeMap<>();
    for (int i = 0; i < table.uniques().size(); i++) {
      String name = "sqlite_autoindex_" + table.name() + "_" + (i + 1);
      columns(table, table.uniques().get(i).parts()).ifPresent(c -> unique.put(name, c));
    }
    schema.indexes().stream()
        .filter(index -> index.table().equalsIgnoreCase(table.name()))
        .filter(index -> index.unique() && index.where() == null)
        .forEach(
            index -> columns(table, index.parts()).ifPresent(c -> unique.put(index.name(), c)));
    return unique;
  }

  /** The columns; empty when a part is an expression. */
  private static Optional<List<SqliteColumn>> columns(SqliteTable table, List<IndexedPart> parts) {
    List<SqliteColumn> columns = new ArrayList<>();
    for (IndexedPart part : parts) {
      table.column(bare(part.text())).ifPresent(columns::add);
    }
    return columns.size() == parts.size() ? Optional.of(columns) : Optional.empty();
  }

  private static String bare(String text) {
    String name = text.strip();
    return name.matches("(?s)([\"`]).*\\1|\\[.*]") ? name.substring(1, name.length() - 1) : name;
  }

  private static String freeName(SqliteTable table) {
    Optional<String> free =
        ROWID_NAMES.stream().filter(name -> table.column(name).isEmpty()).findFirst();
    return free.orElse(ROWID_NAMES.get(0));
  }
}
