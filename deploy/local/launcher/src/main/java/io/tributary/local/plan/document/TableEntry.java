package io.tributary.local.plan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a table.
 *
 * @param from its name at the source
 * @param schema its schema in the target
 * @param to its name there
 * @param key the columns at the source that tell its rows apart; empty where it has no key
 * @param size null where it was not looked at
 * @param columns in order
 */
public record TableEntry(
    String from,
    String schema,
    String to,
    List<String> key,
    @Nullable SizeEntry size,
    List<ColumnEntry> columns) {
  /** Copies what it is given. */
  public TableEntry {
    key = List.copyOf(key);
    columns = List.copyOf(columns);
  }
}
