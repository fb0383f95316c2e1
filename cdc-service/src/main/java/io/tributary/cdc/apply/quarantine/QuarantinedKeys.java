package io.tributary.cdc.apply.quarantine;

import io.tributary.cdc.apply.convert.SourceKey;
import io.tributary.cdc.apply.target.TargetSession;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The quarantined rows of a stream as they are committed, kept in memory so that changes of other
 * rows need not ask the target. One thread.
 */
public final class QuarantinedKeys {
  private final QuarantineStore store;
  private Set<SourceKey> keys = new HashSet<>();

  /** Nothing read yet. */
  public QuarantinedKeys(QuarantineStore store) {
    this.store = store;
  }

  /** Reads what is committed. */
  public void load(TargetSession session) {
    keys = store.keys(session);
  }

  /** How many rows. */
  public long count() {
    return keys.size();
  }

  /** The first of them by {@code schema.table/key}. */
  public List<String> names(int most) {
    return keys.stream()
        .map(key -> key.table().display() + "/" + key.text())
        .sorted()
        .limit(most)
        .toList();
  }

  Set<SourceKey> keys() {
    return keys;
  }

  /** Takes on what a transaction did that is committed now. */
  public void committed(Quarantine done) {
    if (done.cleared()) {
      keys.clear();
    }
    keys.removeAll(done.removed());
    keys.addAll(done.added().keySet());
  }
}
