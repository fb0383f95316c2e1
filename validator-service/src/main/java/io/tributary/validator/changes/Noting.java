package io.tributary.validator.changes;

import java.util.OptionalLong;

/**
 * What is noted of one table for one comparison of all its rows, from its beginning on. A
 * comparison that goes range by range may take hours, and is of no use any more once another one
 * began, or once something changed that no key stands for. Thread-safe.
 */
public final class Noting {
  private final DirtyTables tables;
  private final TrackedTable table;
  private final DirtyKeys keys;
  private final long from;

  Noting(DirtyTables tables, TrackedTable table, DirtyKeys keys, long from) {
    this.tables = tables;
    this.table = table;
    this.keys = keys;
    this.from = from;
  }

  /** Offset that has to be applied before a row is read: later changes are noted. */
  public long from() {
    return from;
  }

  /** Whether every change since is noted, and by its key. */
  public boolean holds() {
    synchronized (tables) {
      return table.notes(keys) && !keys.beyondKeys();
    }
  }

  /**
   * The offset up to which every change of the table was compared by its key since; empty where the
   * noting does not hold.
   */
  public OptionalLong comparedUpTo() {
    synchronized (tables) {
      return holds() ? OptionalLong.of(keys.comparedUpTo(tables.noted())) : OptionalLong.empty();
    }
  }

  /** Whether a change of the table is noted behind an offset, also one that was compared since. */
  public boolean changedBehind(long offset) {
    synchronized (tables) {
      return keys.changedBehind(offset);
    }
  }
}
