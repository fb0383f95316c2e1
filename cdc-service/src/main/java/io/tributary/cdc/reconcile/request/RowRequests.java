package io.tributary.cdc.reconcile.request;

import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.repair.RepairOutcome;
import io.tributary.cdc.apply.repair.RepairTask;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import org.jboss.logging.Logger;

/**
 * What the operator asked to be done with rows of one stream, and what became of it. Carried out
 * and reported by the stream's thread; told by any.
 */
public final class RowRequests {
  private static final Logger LOG = Logger.getLogger(RowRequests.class);

  private final StreamId stream;
  private final ApplyService apply;
  private volatile DeadLetterRequests deadLetters = DeadLetterRequests.none();
  private volatile RepairRequests repairs = RepairRequests.none();

  public RowRequests(StreamId stream, ApplyService apply) {
    this.stream = stream;
    this.apply = apply;
  }

  /** Whether something was asked for that this process has not done yet. */
  public boolean pending(DesiredState now) {
    return deadLetters.pending(now, stream) || repairs.pending(now, stream);
  }

  private void carryOut(DesiredState now, SourceDriver driver) {
    if (deadLetters.pending(now, stream)) {
      deadLetters =
          deadLetters.carryOut(
              now,
              stream,
              discarded -> apply.replay(stream, discarded),
              () -> apply.status(stream).progress().aside().waiting());
    }
    repairs = repairs.carryOut(now, stream, task -> repair(driver, task));
  }

  /** Whether it could be done; if not, why the stream does not run is reported already. */
  public boolean carriedOut(DesiredState now, SourceDriver driver) {
    try {
      carryOut(now, driver);
      return true;
    } catch (TributaryException e) {
      LOG.warnf("request waits source=%s code=%s", stream, e.report().code());
      return false;
    }
  }

  private RepairOutcome repair(SourceDriver driver, RepairTask task) {
    return driver
        .rereading()
        .map(again -> again.apply(task))
        .orElseGet(() -> apply.repair(stream, task));
  }

  /** What became of the last ones. */
  public RowOutcomes outcomes() {
    return new RowOutcomes(deadLetters.done(), repairs.done());
  }
}
