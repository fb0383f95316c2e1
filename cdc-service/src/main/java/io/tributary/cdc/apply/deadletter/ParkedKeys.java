package io.tributary.cdc.apply.deadletter;

import io.tributary.cdc.apply.session.ApplySession;

/**
 * The committed dead letters of a stream: how many there are, and which rows wait with them. Kept
 * in memory, so that a batch without parked rows need not ask the target. One thread.
 */
public final class ParkedKeys {
  private final DeadLetterStore store;
  private ParkedKeySet keys = new ParkedKeySet();
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

  boolean isEmpty() {
    return keys.isEmpty();
  }

  boolean contains(ParkedKey key) {
    return keys.contains(key);
  }

  /** Takes on what a transaction did that is committed now; reads anew only what it forgot. */
  public void committed(ApplySession session, ParkedRows done) {
    if (done.forgot()) {
      load(session);
    } else {
      letters += done.added().size();
      keys.addAll(done.addedKeys());
    }
  }
}
