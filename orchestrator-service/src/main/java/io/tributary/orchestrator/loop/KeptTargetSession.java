package io.tributary.orchestrator.loop;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.orchestrator.store.StoreError;
import io.tributary.orchestrator.store.TargetDatabases;
import io.tributary.orchestrator.store.TargetSession;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one session at the target open from one use to the next, because opening one takes time
 * that a cutover does not have. A session in which anything failed is closed, and one that has been
 * idle is asked first: after an outage of the target the next order must not fail because of it.
 * Used by one thread.
 */
final class KeptTargetSession implements AutoCloseable {
  private static final long IDLE_NANOS = 1_000_000_000;

  private final TargetDatabases targets;
  private final DatabaseAddress target;
  private @Nullable TargetSession session;
  private long usedAt;

  KeptTargetSession(TargetDatabases targets, DatabaseAddress target) {
    this.targets = targets;
    this.target = target;
  }

  <T> T ask(Function<TargetSession, T> question) {
    if (session != null && System.nanoTime() - usedAt > IDLE_NANOS && !session.answers()) {
      close();
    }
    if (session == null) {
      session = targets.open(target);
    }
    usedAt = System.nanoTime();
    try {
      return question.apply(session);
    } catch (TributaryException e) {
      if (!StoreError.CONFLICT.code().equals(e.report().code())) {
        close();
      }
      throw e;
    }
  }

  void tell(Consumer<TargetSession> statement) {
    ask(
        session -> {
          statement.accept(session);
          return null;
        });
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
      session = null;
    }
  }
}
