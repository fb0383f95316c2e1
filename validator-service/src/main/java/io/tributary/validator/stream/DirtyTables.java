package io.tributary.validator.stream;

import io.tributary.common.model.TableName;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The changed keys of all tables of one source. Thread-safe. */
public final class DirtyTables {
  /** Of all tables together, roughly: the validator's memory does not grow with their number. */
  private static final int MOST_KEYS = 100_000;

  private final int keysPerTable;
  private final Map<TableName, DirtyKeys> tables = new ConcurrentHashMap<>();
  private volatile long lostUpTo = -1;

  /** Remembers at most that many keys of each table. */
  public DirtyTables(int keysPerTable) {
    this.keysPerTable = keysPerTable;
  }

  /** A record touched a row or a whole table. */
  public void changed(Touched touched, long offset) {
    tables
        .computeIfAbsent(touched.table(), t -> new DirtyKeys(this::keysNow))
        .changed(touched.key(), offset);
  }

  private int keysNow() {
    return Math.min(keysPerTable, 1 + MOST_KEYS / Math.max(1, tables.size()));
  }

  /** Records up to this offset are gone unseen: any table may have changed in them. */
  public void lost(long upToOffset) {
    lostUpTo = Math.max(lostUpTo, upToOffset);
  }

  /**
   * What changed in a table.
   *
   * @param parts the table and its partitions
   */
  public Changed since(long offset, Collection<TableName> parts) {
    boolean beyond = lostUpTo > offset;
    Set<Map<String, String>> keys = new LinkedHashSet<>();
    for (TableName part : parts) {
      DirtyKeys dirty = tables.get(part);
      if (dirty != null) {
        Changed changed = dirty.since(offset);
        beyond |= changed.beyondKeys();
        keys.addAll(changed.keys());
      }
    }
    return new Changed(beyond, keys);
  }

  /** Forgets a table's changes up to an offset that an equal comparison covers. */
  public void coveredUpTo(long offset, Collection<TableName> parts) {
    for (TableName part : parts) {
      DirtyKeys dirty = tables.get(part);
      if (dirty != null) {
        dirty.coveredUpTo(offset);
      }
    }
  }
}
