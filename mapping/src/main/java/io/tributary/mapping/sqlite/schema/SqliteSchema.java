package io.tributary.mapping.sqlite.schema;

import io.tributary.mapping.remark.MappingRemark;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a SQLite file declares.
 *
 * @param tables ordinary tables, without those of virtual tables and of SQLite itself
 * @param indexes indexes with a statement of their own
 * @param views views
 * @param lastKeys by table, the highest value that was ever given to its automatic key: from {@code
 *     sqlite_sequence} for AUTOINCREMENT, else the highest rowid; tables may be missing
 * @param remarks what was left out while reading
 * @param searches full-text tables of the module fts5
 */
public record SqliteSchema(
    List<SqliteTable> tables,
    List<SqliteIndex> indexes,
    List<SqliteView> views,
    Map<String, Long> lastKeys,
    List<MappingRemark> remarks,
    List<FullTextTable> searches) {

  /** Without full-text tables. */
  public SqliteSchema(
      List<SqliteTable> tables,
      List<SqliteIndex> indexes,
      List<SqliteView> views,
      Map<String, Long> lastKeys,
      List<MappingRemark> remarks) {
    this(tables, indexes, views, lastKeys, remarks, List.of());
  }

  /** A table by name, upper and lower case alike. */
  public Optional<SqliteTable> table(String name) {
    return tables.stream().filter(table -> table.name().equalsIgnoreCase(name)).findFirst();
  }
}
