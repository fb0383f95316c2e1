package io.tributary.validator.changes;

import io.tributary.common.model.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The changed keys of the tables of one source since each table was last found equal, as far as the
 * change topic was read. What came before the first record that is read counts as changed. One
 * thread notes; any may ask.
 */
public final class DirtyTables {
  /** Of all tables together, roughly: the validator's memory does not grow with their number. */
  private static final int MOST_KEYS = 100_000;

  private static final long EVERYTHING = Long.MAX_VALUE;

  private final long coveredUpTo;
  private final List<DirtyKeys> standing = new ArrayList<>();
  private final Map<TableName, DirtyKeys> tables = new ConcurrentHashMap<>();
  private final Set<DirtyKeys> sharing = ConcurrentHashMap.newKeySet();
  private volatile long lostUpTo = -1;
  private boolean narrowed;
  private boolean waiting;

  /** Notes the changed keys of these tables; of all others only whether anything changed. */
  public DirtyTables(List<CoveredTable> covered) {
    coveredUpTo = covered.stream().mapToLong(CoveredTable::upTo).min().orElse(EVERYTHING);
    for (CoveredTable table : covered) {
      DirtyKeys keys =
          new DirtyKeys(table.upTo(), () -> Math.min(table.keys(), keysOfEach(sharing.size())));
      standing.add(keys);
      table.parts().forEach(part -> tables.put(part, keys));
    }
  }

  private static int keysOfEach(int sharing) {
    return 1 + MOST_KEYS / Math.max(1, sharing);
  }

  /** The offset up to which nothing has to be read. */
  public long coveredUpTo() {
    return coveredUpTo;
  }

  /** A record touched a row or a whole table. */
  public void changed(TouchedRow touched, long offset) {
    DirtyKeys keys =
        tables.computeIfAbsent(touched.table(), t -> new DirtyKeys(coveredUpTo, () -> 0));
    awaitRoom(keys, touched.key(), offset);
    keys.changed(touched.key(), offset);
    if (keys.beyondKeys()) {
      sharing.remove(keys);
    } else {
      sharing.add(keys);
    }
  }

  /**
   * While it is narrowed, a table that is full makes the one who notes wait for {@link #forget};
   * otherwise too many keys make it be compared as a whole.
   */
  public synchronized void narrow(boolean on) {
    narrowed = on;
    notifyAll();
  }

  /** Whether the one who notes waits for room. */
  public synchronized boolean waiting() {
    return waiting;
  }

  /**
   * Forgets keys of a table that were found equal since.
   *
   * @param upTo offset up to which changes were applied before they were compared
   * @return how many it forgot; others changed again
   */
  public int forget(Collection<TableName> parts, Collection<Map<String, String>> keys, long upTo) {
    int forgotten = 0;
    for (TableName part : Set.copyOf(parts)) {
      DirtyKeys dirtyKeys = tables.get(part);
      forgotten += dirtyKeys == null ? 0 : dirtyKeys.forget(keys, upTo);
    }
    synchronized (this) {
      notifyAll();
    }
    return forgotten;
  }

  private synchronized void awaitRoom(DirtyKeys keys, Map<String, String> key, long offset) {
    try {
      while (narrowed && keys.full(key, offset)) {
        waiting = true;
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiting = false;
    }
  }

  /** Records up to this offset are gone unseen: any table may have changed in them. */
  public void lost(long upToOffset) {
    lostUpTo = Math.max(lostUpTo, upToOffset);
  }

  /** Nothing more will be noted: any table may have changed. */
  public void lost() {
    lostUpTo = EVERYTHING;
  }

  /** Whether every table has to be compared as a whole, whatever else is read. */
  public boolean settled() {
    return lostUpTo == EVERYTHING
        || standing.stream().allMatch(keys -> keys.beyondKeys() || lostUpTo > keys.coveredUpTo());
  }

  /**
   * What changed in a table in records behind an offset, and perhaps a little before it.
   *
   * @param parts the table and its partitions
   */
  public ChangedRows since(long offset, Collection<TableName> parts) {
    boolean beyond = lostUpTo > offset;
    Set<Map<String, String>> changed = new LinkedHashSet<>();
    for (TableName part : parts) {
      DirtyKeys keys = tables.get(part);
      beyond |= keys == null ? offset < coveredUpTo : keys.beyondSince(offset);
      if (keys != null) {
        keys.addTo(changed);
      }
    }
    return new ChangedRows(beyond, changed);
  }
}
