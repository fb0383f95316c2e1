package io.tributary.cdc.apply.quarantine;

import io.tributary.cdc.apply.convert.RefusedRow;
import io.tributary.cdc.apply.convert.SourceKey;
import io.tributary.cdc.apply.convert.SourceState;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.common.model.TableName;
import io.tributary.mapping.quarantine.QuarantineReason;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The quarantine within one open transaction of the target: what it changes counts when that
 * commits. Not thread-safe.
 */
public final class QuarantineTransaction {
  private final ApplySession session;
  private final QuarantineStore store;
  private final KeyMapStore keyMap;
  private final Set<SourceKey> before;
  private final Map<SourceKey, RefusedRow> added = new HashMap<>();
  private final Set<SourceKey> removed = new HashSet<>();
  private boolean cleared;

  /** The quarantine as the transaction finds it. */
  public QuarantineTransaction(
      ApplySession session, QuarantineStore store, KeyMapStore keyMap, QuarantinedKeys keys) {
    this.session = session;
    this.store = store;
    this.keyMap = keyMap;
    this.before = keys.keys();
  }

  /** Keeps rows aside; a row that is there already gets its newer state. */
  public void put(Collection<RefusedRow> refusals) {
    // The last state of a key; one statement cannot change a row twice.
    Map<SourceKey, RefusedRow> rows = new LinkedHashMap<>();
    refusals.forEach(refusal -> rows.put(refusal.key(), refusal));
    if (!rows.isEmpty()) {
      store.put(session, rows.values());
      rows.forEach(
          (key, refusal) -> {
            added.put(key, refusal.withoutRow());
            removed.remove(key);
          });
    }
  }

  /** Lets rows go whose state the target has taken, or that the source no longer has. */
  public void release(Collection<SourceKey> keys) {
    remove(keys.stream().filter(this::holds));
  }

  /** Lets all rows go that share a key with a NULL in it. */
  public void releaseShared(Set<SourceKey> shared) {
    if (!shared.isEmpty()) {
      remove(held().filter(key -> key.row() != 0 && shared.contains(key.shared())));
    }
  }

  /** Forgets the rows of a table that the source has emptied. */
  public void forget(TableName table) {
    keyMap.removeTable(session, table);
    List<SourceKey> gone = held().filter(key -> key.table().equals(table)).toList();
    if (!gone.isEmpty()) {
      store.removeTable(session, table);
      forget(gone);
    }
  }

  /** Forgets all rows, because the source's rows come anew. */
  public void forgetAll() {
    store.removeAll(session);
    keyMap.removeAll(session);
    added.clear();
    removed.clear();
    cleared = true;
  }

  /** Rows of a table that wait for another row's key. */
  public List<SourceState> collided(TableName table) {
    return held().anyMatch(key -> key.table().equals(table))
        ? store.of(session, table, QuarantineReason.KEY_COLLISION.name())
        : List.of();
  }

  /** Rows that the target itself has refused in this transaction. */
  public List<SourceState> justRefusedByTarget() {
    return added.values().stream().anyMatch(row -> row.reason() == QuarantineReason.TARGET_REFUSED)
        ? store.justPut(session, QuarantineReason.TARGET_REFUSED.name())
        : List.of();
  }

  /** What was put and has not been let go since, without the rows themselves. */
  public Map<SourceKey, RefusedRow> added() {
    return added;
  }

  Set<SourceKey> removed() {
    return removed;
  }

  boolean cleared() {
    return cleared;
  }

  private boolean holds(SourceKey key) {
    return added.containsKey(key) || (!cleared && before.contains(key) && !removed.contains(key));
  }

  private Stream<SourceKey> held() {
    return cleared
        ? added.keySet().stream()
        : Stream.concat(
            added.keySet().stream(),
            before.stream().filter(key -> !removed.contains(key) && !added.containsKey(key)));
  }

  private void remove(Stream<SourceKey> keys) {
    List<SourceKey> gone = keys.toList();
    if (!gone.isEmpty()) {
      store.remove(session, gone);
      forget(gone);
    }
  }

  private void forget(List<SourceKey> gone) {
    added.keySet().removeAll(gone);
    removed.addAll(gone);
  }
}
