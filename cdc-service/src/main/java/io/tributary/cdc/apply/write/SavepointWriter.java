package io.tributary.cdc.apply.write;

import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.session.TargetFailure;
import java.util.Optional;

/**
 * Tries writes within a savepoint, so that one that the target refuses leaves the open transaction
 * as it was before. Not thread-safe.
 */
public final class SavepointWriter {
  private final ApplySession session;

  /** Tries writes in the open transaction of a session. */
  public SavepointWriter(ApplySession session) {
    this.session = session;
  }

  /** Something to write. */
  public interface Write {
    /**
     * Writes it.
     *
     * @param replace whether rows are deleted and inserted, so that they may swap unique values
     */
    void run(boolean replace);
  }

  /**
   * Writes, again with rows replaced where they collide.
   *
   * @return empty when it was written, otherwise why the target refused the changes themselves
   * @throws TargetFailure when it refused for another reason; the savepoint still stands
   */
  public Optional<TargetFailure> attempt(Write write) {
    Optional<TargetFailure> refusal = attempt(write, false);
    return refusal.filter(TargetFailure::collision).isPresent() ? attempt(write, true) : refusal;
  }

  private Optional<TargetFailure> attempt(Write write, boolean replace) {
    session.command("SAVEPOINT attempt");
    try {
      write.run(replace);
      session.command("RELEASE SAVEPOINT attempt");
      return Optional.empty();
    } catch (TargetFailure e) {
      if (!e.refusesChange()) {
        throw e;
      }
      undo();
      return Optional.of(e);
    }
  }

  /** Takes back an attempt that has ended with an exception. */
  public void undo() {
    session.command("ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt");
  }
}
