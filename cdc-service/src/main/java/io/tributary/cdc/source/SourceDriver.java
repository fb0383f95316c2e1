package io.tributary.cdc.source;

import io.tributary.cdc.apply.InitialRows;
import io.tributary.cdc.apply.commit.CommitterFactory;
import io.tributary.cdc.apply.repair.RepairOutcome;
import io.tributary.cdc.apply.repair.RepairTask;
import io.tributary.cdc.connect.CaptureStatus;
import io.tributary.cdc.connect.SourceLag;
import io.tributary.cdc.database.DiskRoom;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.observed.RehearsedSteps;
import io.tributary.common.quarantine.QuarantineContent;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * All that is done to one source and to its place in the target, apart from applying its stream.
 * Every method blocks, may be called again at any time, and goes on where an earlier call was cut
 * off; all throw {@link TributaryException}. Calls for one source come one after the other, except
 * {@link #supervise} and {@link #captureStatus}. Thread-safe.
 */
public interface SourceDriver {

  /** Roles, schemas and tables in the target, closed to the application. */
  void prepare();

  /** The way of the source's rows into the target. */
  CommitterFactory committers();

  /** The connector and what it needs at the source; what is there stays as it is. */
  void capture();

  /** Looks after the capture; what is wrong is in {@link #captureStatus}, never thrown. */
  void supervise();

  /** What the latest {@link #supervise} saw. */
  CaptureStatus captureStatus();

  /** What the latest {@link #supervise} saw of the disk on which the source's log grows. */
  DiskRoom room();

  /**
   * The last record of the stream's topic of which everything is applied, read where that is kept;
   * empty before the first copy is complete.
   */
  Optional<Long> applied();

  /** How far a stream that has applied everything up to a position lies behind the source. */
  Optional<SourceLag> lag(long applied);

  /**
   * Where the source's log ends now, as a position of its stream, which comes there also where the
   * source is idle. Empty where the source's kind cannot tell in the moment.
   */
  OptionalLong logEnd();

  /** Takes the capture and its topics away, and leaves the source as it was before. */
  void removeCapture();

  /**
   * Takes away what the capture has outside of the source, which is gone: the connector with its
   * offsets, and the stream's topics. What is left at the source stays there.
   */
  void abandonCapture();

  /**
   * That this way back was given up, as its target remembers it; empty for one that was not, and
   * for every stream that goes out.
   */
  default Optional<ErrorReport> givenUp() {
    return Optional.empty();
  }

  /**
   * Gives this way back up where its target keeps more of its log for it than the file allows, and
   * the file says so. Nothing is removed yet.
   *
   * @return what {@link #givenUp} says from now on
   */
  default Optional<ErrorReport> holdReturnLimit() {
    return givenUp();
  }

  /** Takes the capture of a way back that was given up away, also when its source is gone. */
  default void surrenderCapture() {
    removeCapture();
  }

  /** How the rows that the source has at the start get into the target. */
  default InitialRows initialRows() {
    return InitialRows.onTopic();
  }

  /**
   * Copies rows of the start for the instance that looks after the source, where that offers it,
   * until none are left or it is stopped.
   *
   * @return how many parts were copied here; of a kind whose rows nobody else can read none
   */
  default int helpCopy(BooleanSupplier stopped) {
    return 0;
  }

  /**
   * Has the source's own capture send rows again, which is exact by itself; empty where rows are
   * repaired in the target, between two batches of the stream.
   */
  default Optional<Function<RepairTask, RepairOutcome>> rereading() {
    return Optional.empty();
  }

  /** How new tables join; empty where they do not, or do by themselves. */
  default Optional<TableJoining> joining() {
    return Optional.empty();
  }

  /** Closes everything that is kept open for the source: another instance looks after it now. */
  default void standDown() {
    endRehearsal();
  }

  /** Indexes and constraints, once every row of the snapshot is in. */
  void finishAfterSnapshot();

  /**
   * Does what fence and opening need and what changes nothing, and keeps connections for them. What
   * they would lack shows here.
   *
   * @return how long that took, without the connections
   */
  RehearsedSteps rehearse();

  /** Lets go of what {@link #rehearse} kept at hand, if anything. */
  void endRehearsal();

  /**
   * Makes the source refuse writes behind the token in its own change stream. After an error the
   * source is as it was, unless {@link #settledFence} says otherwise.
   *
   * @param token of this raising alone
   * @param deadline after which nothing is changed any more
   */
  FenceObserved raiseFence(String token, Instant deadline);

  /**
   * Lets the source accept writes again, if the fence is still the one that was read and the target
   * was never opened. Both are asked once nobody else can raise or lift a fence.
   *
   * @param token of the fence that was read
   * @throws TributaryException {@link FenceError#RAISED_AGAIN} or {@link FenceError#TARGET_OPEN};
   *     the fence stands as before
   */
  void liftFence(String token);

  /** The fence that stands, read from the source; with an empty token it is to be lifted again. */
  Optional<FenceObserved> standingFence();

  /**
   * The same once nobody is raising or lifting a fence any more: a commit that is still under way,
   * of this process or another, is waited for.
   */
  Optional<FenceObserved> settledFence();

  /**
   * Counts, where it is kept, what the stream leaves behind once everything from before the fence
   * is applied, and refuses what {@link #open} could not refuse any more. Changes nothing.
   */
  QuarantineContent checkDrained();

  /** Sequences, the application's triggers and the gate, in one transaction of the target. */
  void open();

  /** Whether {@link #open} was committed; one that is still under way is waited for. */
  boolean opened();

  /** Takes away what is left of the gate of an open target. */
  void removeGate();

  /** Drops what was made in the target; a target that was opened is refused. */
  void removeTarget();

  /**
   * The last order to begin the source anew for which {@link #beginAnew} was done, as its target
   * remembers it; 0 where there was none. Of a way back 0: it goes with the way out.
   */
  default long begunAnew() {
    return 0;
  }

  /**
   * Removes something for an order to begin anew, unless {@link #beginAnew} was done for it, and
   * keeps that from being done meanwhile.
   *
   * @return whether it was removed
   */
  boolean unlessBegunAnew(long order, Runnable removal);

  /**
   * Keeps that everything of the source is removed and may be made again, and drops what was kept
   * aside of its rows. Only behind {@link #removeCapture} and {@link #removeTarget}; once it was
   * done for an order, it does nothing more for it.
   *
   * @param order the number of the order
   */
  default void beginAnew(long order) {
    throw new UnsupportedOperationException("a way back begins anew with its way out");
  }
}
