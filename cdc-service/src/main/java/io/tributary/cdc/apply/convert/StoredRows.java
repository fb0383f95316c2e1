package io.tributary.cdc.apply.convert;

import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.row.StoredRowConversion;
import java.util.List;

/**
 * Converts most rows of a {@link MappedTable} quickly, from the values as SQLite stores them.
 * Thread-safe.
 */
public final class StoredRows {
  private final StoredRowConversion conversion;
  private final int[] keyAtSource;
  private final int[] keyInTarget;

  StoredRows(StoredRowConversion conversion, List<String> given, MappedTable table) {
    this.conversion = conversion;
    this.keyAtSource = places(given, table.sourceKey());
    this.keyInTarget = places(conversion.targetColumns(), table.targetKey());
  }

  /**
   * Converts a row.
   *
   * @param literals takes the literals in the order of {@link #columns}
   * @return false when {@link MappedTable} has to decide: it may be refused
   */
  public boolean convert(SourceValue[] row, String[] literals) {
    for (int place : keyAtSource) {
      if (row[place] == SourceValue.NULL) {
        return false;
      }
    }
    if (!conversion.convert(row, literals)) {
      return false;
    }
    for (int place : keyInTarget) {
      if (literals[place] == null) {
        return false;
      }
    }
    return true;
  }

  /** The columns of the target. */
  public List<String> columns() {
    return conversion.targetColumns();
  }

  private static int[] places(List<String> among, List<String> names) {
    return names.stream().mapToInt(among::indexOf).toArray();
  }
}
