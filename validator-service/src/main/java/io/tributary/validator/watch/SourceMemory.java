package io.tributary.validator.watch;

import io.tributary.validator.stream.ChangeTail;
import io.tributary.validator.stream.DirtyTables;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;

/**
 * What is known of one source from pass to pass: the verdicts, and the keys that changed since.
 * Lost when the service ends; then everything is compared in full again. Thread-safe.
 */
final class SourceMemory implements AutoCloseable {
  private final Verdicts verdicts = new Verdicts();
  private final DirtyTables dirty;
  private ChangeTail tail;

  SourceMemory(int dirtyKeysPerTable) {
    this.dirty = new DirtyTables(dirtyKeysPerTable);
  }

  Verdicts verdicts() {
    return verdicts;
  }

  DirtyTables dirty() {
    return dirty;
  }

  /**
   * Follows the change topic from an offset on, unless it is followed already. Must be called
   * before the first comparison reads the checkpoint; verdicts from before that offset are not
   * trusted to cover what came in between.
   */
  synchronized void follow(long fromOffset, Follower follower) {
    if (tail == null) {
      dirty.lost(fromOffset - 1);
      tail = follower.follow(dirty).apply(fromOffset);
    }
  }

  /** Returns once every record up to an offset is noted; at once when nothing is followed. */
  void awaitPast(long offset, BooleanSupplier stopped) {
    ChangeTail running;
    synchronized (this) {
      running = tail;
    }
    if (running != null) {
      running.awaitPast(offset, stopped);
    }
  }

  @Override
  public synchronized void close() {
    if (tail != null) {
      tail.close();
      tail = null;
    }
  }

  /** Makes a running tail that notes into a set, from an offset. */
  @FunctionalInterface
  interface Follower {
    LongFunction<ChangeTail> follow(DirtyTables dirty);
  }
}
