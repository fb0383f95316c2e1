package io.tributary.cdc.apply;

import io.tributary.cdc.apply.commit.ApplyHooks;
import io.tributary.common.model.StreamId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicReference;

/** Does once, at the next passing of a point, what a test has put there. */
@ApplicationScoped
public class ForcedHooks extends ApplyHooks {
  private final AtomicReference<Runnable> statement = new AtomicReference<>();
  private final AtomicReference<Runnable> before = new AtomicReference<>();
  private final AtomicReference<Runnable> after = new AtomicReference<>();

  void nextAfterStatement(Runnable action) {
    statement.set(action);
  }

  void nextBeforeCommit(Runnable action) {
    before.set(action);
  }

  void nextAfterCommit(Runnable action) {
    after.set(action);
  }

  void clear() {
    statement.set(null);
    before.set(null);
    after.set(null);
  }

  @Override
  public void afterStatement(StreamId stream) {
    run(statement);
  }

  @Override
  public void beforeCommit(StreamId stream) {
    run(before);
  }

  @Override
  public void afterCommitBeforeAck(StreamId stream) {
    run(after);
  }

  private static void run(AtomicReference<Runnable> point) {
    Runnable action = point.getAndSet(null);
    if (action != null) {
      action.run();
    }
  }
}
