package io.tributary.cdc.apply.deadletter;

import io.tributary.cdc.apply.session.ApplySession;
import java.util.Set;

/**
 * The committed dead letters of a stream: how many there are, and the keys of the rows that wait
 * with them. Kept in memory, so that a batch without parked rows need not ask the target. One
 * thread.
 */
public final class ParkedKeys {
  private final DeadLetterStore store;
  private Set<ParkedKey> keys = Set.of();
  private long letters;

  /** Nothing read yet. */
  public ParkedKeys(DeadLetterStore store) {
    this.store = store;
  }

  /** Reads what is committed. */
  public void load(ApplySession session) {
    letters = store.count(session);
    keys = store.keys(session);
  }

  /** Number of dead letters. */
  public long letters() {
    return letters;
  }

  Set<ParkedKey> keys() {
    return keys;
  }

  /** Takes on what a transaction did that is committed now. */
  public void committed(ApplySession session, ParkedRows done) {
    if (!done.added().isEmpty() || !done.keys().equals(keys)) {
      load(session);
    }
  }
}
