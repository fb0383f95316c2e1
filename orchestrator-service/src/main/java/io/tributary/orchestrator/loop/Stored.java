package io.tributary.orchestrator.loop;

import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.Connection;
import io.tributary.orchestrator.store.StoreError;
import io.tributary.orchestrator.store.TargetSession;
import io.tributary.orchestrator.store.Targets;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Keeps one session at the target open from one use to the next, because opening one takes time
 * that a cutover does not have. A session in which anything failed is closed. Used by one thread.
 */
final class Stored implements AutoCloseable {
  private final Targets targets;
  private final Connection target;
  private TargetSession session;

  Stored(Targets targets, Connection target) {
    this.targets = targets;
    this.target = target;
  }

  <T> T ask(Function<TargetSession, T> question) {
    if (session == null) {
      session = targets.open(target);
    }
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
