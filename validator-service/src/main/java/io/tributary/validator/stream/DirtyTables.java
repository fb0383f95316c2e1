package io.tributary.validator.stream;

import io.tributary.common.model.TableName;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The changed keys of all tables of one source. Thread-safe. */
public final class DirtyTables {
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
        .computeIfAbsent(touched.table(), t -> new DirtyKeys(keysPerTable))
        .changed(touched.key(), offset);
  }

  /** Records up to this offset are gone unseen: any table may have changed in them. */
  public void lost(long upToOffset) {
    lostUpTo = Math.max(lostUpTo, upToOffset);
  }

  /**
   * What changed in a table, its partitions included.
   *
   * @param rootOf each partition's root
   */
  public Changed since(long offset, TableName table, UnaryOperator<TableName> rootOf) {
    boolean beyond = lostUpTo > offset;
    Set<Map<String, String>> keys = new LinkedHashSet<>();
    for (Map.Entry<TableName, DirtyKeys> entry : tables.entrySet()) {
      if (rootOf.apply(entry.getKey()).equals(table)) {
        Changed changed = entry.getValue().since(offset);
        beyond |= changed.beyondKeys();
        keys.addAll(changed.keys());
      }
    }
    return new Changed(beyond, keys);
  }

  /** Forgets a table's changes up to an offset that an equal comparison covers. */
  public void coveredUpTo(long offset, TableName table, UnaryOperator<TableName> rootOf) {
    tables.forEach(
        (name, keys) -> {
          if (rootOf.apply(name).equals(table)) {
            keys.coveredUpTo(offset);
          }
        });
  }
}
