package io.tributary.validator.fence;

import io.tributary.validator.changes.ChangeTail;
import io.tributary.validator.changes.CoveredTable;
import io.tributary.validator.changes.DirtyTables;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one source since its tables were last found equal, read from the change topic
 * while one verification goes on. Nothing is read when no table stands by an equal verdict.
 */
final class RecentChanges implements AutoCloseable {
  private final DirtyTables dirty;
  private final @Nullable ChangeTail tail;

  /**
   * Begins to read.
   *
   * @param follower makes a running tail that notes what changed
   */
  RecentChanges(List<CoveredTable> covered, Function<DirtyTables, ChangeTail> follower) {
    dirty = new DirtyTables(covered);
    tail = covered.isEmpty() ? null : follower.apply(dirty);
  }

  /** What was read so far. */
  DirtyTables dirty() {
    return dirty;
  }

  /**
   * Returns once every record that the topic holds now is noted, or none needs to be.
   *
   * @param applied the last record that is surely there
   * @throws CancellationException when stopped
   */
  void awaitEnd(long applied, BooleanSupplier stopped) {
    if (tail != null) {
      tail.awaitEnd(applied, stopped);
    }
  }

  /** Whether a record is noted, or needs not be. */
  boolean passed(long offset) {
    return tail == null || tail.passed(offset);
  }

  @Override
  public void close() {
    if (tail != null) {
      tail.close();
    }
  }
}
