package io.tributary.cdc.copy;

import io.tributary.common.model.TableName;
import java.util.List;

/**
 * A table as the source's catalog describes it.
 *
 * @param name its name
 * @param columns columns that can be written, in the table's order
 * @param key the first column of its key, null without one
 * @param keyType the key's type, for a cast
 * @param sorted whether the key's type is PostgreSQL's own and can be cut into ranges
 * @param bytes its size without indexes
 * @param pages pages of its rows
 * @param rows an estimate of its rows, -1 when it was never analyzed
 */
record SourceTable(
    TableName name,
    List<Column> columns,
    String key,
    String keyType,
    boolean sorted,
    long bytes,
    long pages,
    long rows) {

  /**
   * A column.
   *
   * @param name its name
   * @param type oid of its type, the same on every server for a type of PostgreSQL's own
   */
  record Column(String name, long type) {}

  SourceTable {
    columns = List.copyOf(columns);
  }

  /** The same with its columns. */
  SourceTable with(List<Column> writable) {
    return new SourceTable(name, writable, key, keyType, sorted, bytes, pages, rows);
  }
}
