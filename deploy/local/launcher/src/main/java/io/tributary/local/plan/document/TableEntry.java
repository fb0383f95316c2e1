package io.tributary.local.plan.document;

import java.util.List;

/**
 * What becomes of a table.
 *
 * @param from its name at the source
 * @param schema its schema in the target
 * @param to its name there
 * @param columns in order
 */
public record TableEntry(String from, String schema, String to, List<ColumnEntry> columns) {
  /** Copies what it is given. */
  public TableEntry {
    columns = List.copyOf(columns);
  }
}
