package io.tributary.cdc.source.postgresql.copy;

import io.tributary.cdc.copy.ChunkBounds;
import io.tributary.cdc.copy.CopySettings;
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
record CopiedTable(
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

  CopiedTable {
    columns = List.copyOf(columns);
  }

  /** How many chunks it is cut into: one where its keys cannot be cut. */
  int chunksWanted(CopySettings settings) {
    return key != null && sorted
        ? ChunkBounds.wanted(bytes, settings.chunkBytes(), settings.workers())
        : 1;
  }

  /** The same with its columns. */
  CopiedTable with(List<Column> writable) {
    return new CopiedTable(name, writable, key, keyType, sorted, bytes, pages, rows);
  }
}
