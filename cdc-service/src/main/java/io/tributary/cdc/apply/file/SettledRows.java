package io.tributary.cdc.apply.file;

import io.tributary.cdc.apply.convert.SourceKey;
import io.tributary.common.model.TableName;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.table.TableMapping;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The rows of a file that one transaction makes what the target has under their keys, or removes.
 * What was refused of them on the way out is no longer there, so it need not be kept aside. Not
 * thread-safe.
 */
final class SettledRows {
  private final Set<SourceKey> keys = new HashSet<>();
  private final Set<TableName> emptied = new HashSet<>();

  /**
   * The row of a key is the target's, or gone.
   *
   * @param stored the key as the file has it
   */
  void add(TableMapping table, Map<String, SourceValue> stored) {
    keys.add(SourceKey.of(table, stored));
  }

  /** No row is left of those that a table had. */
  void emptied(TableMapping table) {
    emptied.add(table.source());
  }

  /** The rows. */
  Set<SourceKey> keys() {
    return keys;
  }

  /** The tables that were emptied, as the source calls them. */
  Set<TableName> emptied() {
    return emptied;
  }

  /** Whether there is nothing to say. */
  boolean none() {
    return keys.isEmpty() && emptied.isEmpty();
  }
}
