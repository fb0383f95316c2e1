package io.tributary.validator.changes;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one stream, read from its topic as long as the stream is compared: while passes
 * run, in the rehearsal and behind the fence. Where reading ends (the topic is another one, records
 * cannot be read), nothing is known until {@link #follow} begins anew. Thread-safe.
 */
public final class LiveChanges implements AutoCloseable {
  private final Function<DirtyTables, ChangeTail> follower;
  private final DirtyTables dirty = new DirtyTables(-1);
  private @Nullable ChangeTail tail;
  private boolean closed;

  /**
   * Nothing is read yet.
   *
   * @param follower makes a running tail that notes what changed
   */
  public LiveChanges(Function<DirtyTables, ChangeTail> follower) {
    this.follower = follower;
  }

  /** What was read so far. */
  public DirtyTables dirty() {
    return dirty;
  }

  /**
   * Reads from behind an offset on, where nothing is read as yet or any more.
   *
   * @param applied the last record that the follower has
   */
  public synchronized void follow(long applied) {
    follow(applied, notes -> {});
  }

  /**
   * The same, with what was known before.
   *
   * @param taken takes up what is known, before anything is read
   */
  public synchronized void follow(long offset, Consumer<DirtyTables> taken) {
    if (!closed && (tail == null || dirty.ended())) {
      dirty.restart(offset);
      taken.accept(dirty);
      tail = follower.apply(dirty);
    }
  }

  private synchronized @Nullable ChangeTail tail() {
    return tail;
  }

  /**
   * Returns once every record that the topic holds now is noted, or none will be.
   *
   * @param applied the last record that is surely there
   * @throws CancellationException when stopped
   */
  public void awaitEnd(long applied, BooleanSupplier stopped) {
    dirty.pace().free();
    ChangeTail reading = tail();
    if (reading != null) {
      reading.awaitEnd(applied, stopped);
    }
  }

  /** Whether a record is noted, or will never be. */
  public boolean passed(long offset) {
    ChangeTail reading = tail();
    return reading == null || reading.passed(offset);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (tail != null) {
      tail.close();
    }
    dirty.end();
  }
}
