package io.tributary.validator.changes;

import io.tributary.common.model.TableName;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How fast changes are noted. While what is noted is compared as well, the one who notes waits for
 * room, and does not go beyond what is applied; otherwise too many keys make their table be
 * compared as a whole. Thread-safe.
 */
public final class NotingPace {
  private final Object lock;
  private boolean bound;
  private long applied = -1;
  private @Nullable TableName full;

  /**
   * A pace without bounds.
   *
   * @param lock what the notes are guarded by, notified when room is made
   */
  NotingPace(Object lock) {
    this.lock = lock;
  }

  /** Somebody compares what is noted, up to what is applied. */
  public void bind() {
    set(true);
  }

  /** Nobody does: noting waits for nothing. */
  public void free() {
    set(false);
  }

  private void set(boolean on) {
    synchronized (lock) {
      bound = on;
      lock.notifyAll();
    }
  }

  /** The follower has applied the records up to this offset. */
  public void applied(long offset) {
    synchronized (lock) {
      applied = offset;
      lock.notifyAll();
    }
  }

  /** The table for whose sake noting waits. */
  public Optional<TableName> waitsFor() {
    synchronized (lock) {
      return Optional.ofNullable(full);
    }
  }

  /** How many records are applied behind those that are noted, while noting waits for room. */
  long behind(long noted) {
    synchronized (lock) {
      return full == null ? 0 : Math.max(0, applied - noted);
    }
  }

  /** Returns once a record may be noted. */
  void awaitTurn(long offset) {
    synchronized (lock) {
      await(() -> offset > applied);
    }
  }

  /** Returns once a table has room, or is not to be waited for. */
  void awaitRoom(TableName table, BooleanSupplier isFull) {
    synchronized (lock) {
      if (bound && isFull.getAsBoolean()) {
        full = table;
        await(isFull);
        full = null;
      }
    }
  }

  private void await(BooleanSupplier waits) {
    try {
      while (bound && waits.getAsBoolean()) {
        lock.wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
