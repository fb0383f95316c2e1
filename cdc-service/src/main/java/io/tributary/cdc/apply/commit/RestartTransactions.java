package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.deadletter.DeadLetter;
import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.cdc.apply.restart.RestartSteps;
import io.tributary.cdc.apply.restart.TableRestartError;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import java.util.List;
import java.util.Map;

/**
 * The transactions in which tables begin anew: each holds the checkpoint, which it does not move.
 * One thread.
 */
public final class RestartTransactions implements RestartSteps {
  private final ApplySession session;
  private final CheckpointStore checkpoints;
  private final RowPath path;
  private final Checkpoint at;
  private final CommitterOwner owner;
  private final ApplyHooks hooks;
  private boolean open;

  RestartTransactions(
      ApplySession session,
      StreamId stream,
      RowPath path,
      Checkpoint at,
      CommitterOwner owner,
      ApplyHooks hooks) {
    this.session = session;
    this.checkpoints = new CheckpointStore(stream);
    this.path = path;
    this.at = at;
    this.owner = owner;
    this.hooks = hooks;
  }

  ApplySession session() {
    return session;
  }

  @Override
  public long position() {
    return at.position();
  }

  @Override
  public void begin() {
    session.command("BEGIN");
    open = true;
    checkpoints.advance(session, at, at);
    if (checkpoints.open(session)) {
      throw new TributaryException(
          TableRestartError.TARGET_OPEN,
          "No table of source %s begins anew, because the target is open to its application."
              .formatted(stream().source()),
          Map.of("source", stream().source()));
    }
    checkpoints.requireUnopened(session, path.held().orders());
  }

  @Override
  public void require(boolean asKnown) {
    if (!asKnown) {
      throw CheckpointStore.fencedOff(stream(), at);
    }
  }

  @Override
  public void commit() {
    commit(List.of());
  }

  /** Commits what adds these dead letters. */
  void commit(List<DeadLetter> letters) {
    if (!letters.isEmpty()) {
      owner.publish(letters);
    }
    hooks.beforeCommit(stream());
    session.command("COMMIT");
    open = false;
    hooks.afterRestartStep(stream());
  }

  @Override
  public void undo() {
    if (open) {
      session.command("ROLLBACK");
      open = false;
    }
  }

  @Override
  public boolean over(TributaryException failure) {
    return failure.report().code().equals(ApplyError.FENCED_OFF.code());
  }

  private StreamId stream() {
    return checkpoints.stream();
  }
}
