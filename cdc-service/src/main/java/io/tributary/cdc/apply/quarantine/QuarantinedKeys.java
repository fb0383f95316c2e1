package io.tributary.cdc.apply.quarantine;

import io.tributary.cdc.apply.convert.SourceKey;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.common.quarantine.QuarantineContent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The quarantined rows of a stream as they are committed, kept in memory so that changes of other
 * rows need not ask the target. Not thread-safe.
 */
public final class QuarantinedKeys {
  private final QuarantineStore store;
  private Set<SourceKey> keys = new HashSet<>();

  /** Made when the keys change: it is asked for with every commit. */
  private List<String> names = List.of();

  /** Nothing read yet. */
  public QuarantinedKeys(QuarantineStore store) {
    this.store = store;
  }

  /** Reads what is committed. */
  public void load(ApplySession session) {
    keys = store.keys(session);
    name();
  }

  /** How many rows. */
  public long count() {
    return keys.size();
  }

  /** They by {@code schema.table/key}, in order; empty when there are too many to be named. */
  public List<String> names() {
    return names;
  }

  private void name() {
    names =
        keys.size() > QuarantineContent.MOST_NAMES
            ? List.of()
            : keys.stream().map(key -> key.table().display() + "/" + key.text()).sorted().toList();
  }

  Set<SourceKey> keys() {
    return keys;
  }

  /** Takes on what a transaction did that is committed now. */
  public void committed(QuarantineTransaction done) {
    boolean changed = done.cleared() && !keys.isEmpty();
    if (done.cleared()) {
      keys.clear();
    }
    changed |= keys.removeAll(done.removed());
    changed |= keys.addAll(done.added().keySet());
    if (changed) {
      name();
    }
  }
}
