package io.tributary.cdc.apply;

import io.tributary.cdc.copy.CopyHooks;
import io.tributary.cdc.copy.TableChunk;
import io.tributary.common.model.StreamId;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Does once, at the n-th passing of a point, what a test has put there; meanwhile no other chunk
 * passes one.
 */
final class ForcedCopyHooks extends CopyHooks {
  private final AtomicInteger beforeCommit = new AtomicInteger();
  private final AtomicInteger afterCommit = new AtomicInteger();
  private final AtomicReference<Runnable> before = new AtomicReference<>();
  private final AtomicReference<Runnable> after = new AtomicReference<>();

  /** At the n-th commit from now on, before it. */
  void beforeCommit(int number, Runnable action) {
    before.set(action);
    beforeCommit.set(number);
  }

  /** At the n-th commit from now on, after it. */
  void afterCommit(int number, Runnable action) {
    after.set(action);
    afterCommit.set(number);
  }

  @Override
  public synchronized void beforeCommit(StreamId stream, TableChunk chunk) {
    if (beforeCommit.decrementAndGet() == 0) {
      before.get().run();
    }
  }

  @Override
  public synchronized void afterCommit(StreamId stream, TableChunk chunk) {
    if (afterCommit.decrementAndGet() == 0) {
      after.get().run();
    }
  }
}
