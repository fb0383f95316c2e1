package io.tributary.validator.changes;

import io.tributary.common.model.TableName;
import java.util.HashSet;
import java.util.Set;

/**
 * The tables of which keys are remembered share the room that there is for keys. Guarded by the
 * {@link DirtyTables} that it belongs to.
 */
final class SharedKeys {
  /** Of all tables together, roughly: the validator's memory does not grow with their number. */
  static final int MOST_KEYS = 100_000;

  private final Set<TableName> sharing = new HashSet<>();

  /** A table remembers as many keys as it does now. */
  void share(TableName name, TrackedTable table) {
    if (table.size() > 0) {
      sharing.add(name);
    } else {
      sharing.remove(name);
    }
  }

  /** A table remembers none. */
  void remove(TableName name) {
    sharing.remove(name);
  }

  /** No table remembers any. */
  void clear() {
    sharing.clear();
  }

  /** How many keys each may remember. */
  int each() {
    return 1 + MOST_KEYS / Math.max(1, sharing.size());
  }

  /** The tables that remember keys. */
  Set<TableName> tables() {
    return Set.copyOf(sharing);
  }
}
