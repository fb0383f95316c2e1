package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.session.TargetFailure;
import io.tributary.common.change.MessageSeal;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.quarantine.QuarantineContent;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Commits the batches of one run of a stream to the target, each together with its checkpoint:
 * connects when needed and tries again what may succeed later. Not thread-safe. After any exception
 * that leaves a method the run is over; a new one starts from the checkpoint.
 */
public final class BatchCommitter implements AutoCloseable {
  private final StreamId stream;
  private final RowPath path;
  private final CommitterOwner owner;
  private final ApplyHooks hooks;
  private final CheckpointStore checkpoints;
  private @Nullable ApplySession session;
  private @Nullable TargetTransaction large;
  private @Nullable TributaryException piecesFailure;

  /** A committer that is not connected yet. */
  public BatchCommitter(StreamId stream, RowPath path, CommitterOwner owner, ApplyHooks hooks) {
    this.stream = stream;
    this.path = path;
    this.owner = owner;
    this.hooks = hooks;
    this.checkpoints = new CheckpointStore(stream);
  }

  /** Connects, and reads where to go on. */
  public Checkpoint connect() {
    ApplySession opened = owner.connect();
    session = opened;
    Checkpoint checkpoint = checkpoints.read(opened);
    checkpoints.passFence(opened);
    path.connected(opened);
    return checkpoint;
  }

  /** The seal of the migration's own messages. */
  public MessageSeal seal() {
    if (session == null) {
      connect();
    }
    return checkpoints.seal(connected());
  }

  /** Whether the changes say that a table is no longer what it was. */
  public boolean changeTables(List<StreamRecord> changes) {
    return path.schema().findsChange(changes);
  }

  /** Writes a batch and its checkpoint, however often that must be tried. */
  public void commit(ChangeBatch batch) {
    WriteMode mode = WriteMode.UPSERT;
    while (true) {
      try {
        if (session == null && !connect().standsAt(batch.from())) {
          confirm(batch);
          return;
        }
        attempt(batch, mode);
        return;
      } catch (TargetFailure e) {
        mode = next(mode, e);
      }
    }
  }

  /** Moves the checkpoint without a change. */
  public void pass(Checkpoint from, Checkpoint to) {
    TargetTransaction transaction = begin();
    transaction.advance(from, to);
    finish(transaction);
  }

  /**
   * Says whether the stream is catching up with a copy: rows that changes are about may be missing,
   * because they were read after the position at which the stream begins.
   */
  public void catchingUp(boolean catchingUp) {
    path.catchingUp(catchingUp);
  }

  /** Empties the source's tables: its snapshot starts from the beginning. */
  public void startSnapshot(Checkpoint from, Checkpoint to) {
    TargetTransaction transaction = begin();
    transaction.advance(from, to);
    transaction.requireUncopied(from);
    transaction.emptyTables();
    finish(transaction);
  }

  /**
   * Writes a piece of a large source transaction. Whether it counts is decided later, and so is
   * whether its failure does: a transaction that comes again cannot always be applied again.
   */
  public void writePiece(List<StreamRecord> changes) {
    if (piecesFailure != null) {
      return;
    }
    if (large == null) {
      large = begin();
      large.announce();
    }
    try {
      large.writeInOrder(changes);
    } catch (TributaryException e) {
      if (e.report().retryable()) {
        throw e;
      }
      large.rollback();
      large = null;
      piecesFailure = e;
    }
    hooks.afterStatement(stream);
  }

  /** Commits the pieces, which are the batch. */
  public void commitPieces(ChangeBatch batch) {
    if (piecesFailure != null) {
      throw piecesFailure;
    }
    TargetTransaction pieces = Objects.requireNonNull(large, "a piece was written before");
    pieces.finishRows();
    batch.behindFence().ifPresent(pieces::requireClosed);
    pieces.advance(batch.from(), batch.to());
    pieces.requireUnopened();
    finish(pieces);
    large = null;
  }

  /** Rolls the pieces back. */
  public void dropPieces() {
    if (large != null) {
      large.rollback();
    }
    large = null;
    piecesFailure = null;
    path.schema().load(connected());
  }

  /**
   * Applies again what is kept aside; how much was applied.
   *
   * @param discarded ids of dead letters that are given up first
   */
  public long replay(Set<Long> discarded) {
    return path.replay(connected(), discarded);
  }

  /**
   * Reads anew what was known of the tables and of what is kept aside: indexes have changed, or
   * somebody else has set rows aside that refer to nothing.
   */
  public QuarantineContent readAnew() {
    if (session == null) {
      connect();
    }
    path.tables().forget();
    path.connected(connected());
    return path.setAside();
  }

  /** What is kept aside. */
  public QuarantineContent setAside() {
    return path.setAside();
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
      session = null;
    }
    path.close();
  }

  private void attempt(ChangeBatch batch, WriteMode mode) {
    TargetTransaction transaction = begin();
    batch.behindFence().ifPresent(transaction::requireClosed);
    if (batch.bytes() > owner.announcedBytes()) {
      transaction.announce();
    }
    transaction.write(batch, mode);
    hooks.afterStatement(stream);
    transaction.advance(batch.from(), batch.to());
    if (batch.rows() > 0) {
      transaction.requireUnopened();
    }
    finish(transaction);
  }

  private TargetTransaction begin() {
    return TargetTransaction.begin(connected(), path, stream);
  }

  private ApplySession connected() {
    return Objects.requireNonNull(session, "a run connects before it writes");
  }

  private void finish(TargetTransaction transaction) {
    if (!transaction.deadLetters().isEmpty()) {
      // Before the commit: a dead letter that is published twice does less harm than none.
      owner.publish(transaction.deadLetters());
    }
    hooks.beforeCommit(stream);
    transaction.commit();
    hooks.afterCommitBeforeAck(stream);
    transaction.committed();
  }

  /**
   * Makes sure, after a connection was lost, that this batch has moved the checkpoint and no other
   * instance has.
   */
  private void confirm(ChangeBatch batch) {
    if (!checkpoints.read(connected()).standsAt(batch.to())) {
      throw CheckpointStore.fencedOff(stream, batch.from());
    }
  }

  /** The mode in which a batch is tried again; waits where only time helps. */
  private WriteMode next(WriteMode mode, TargetFailure failure) {
    if (failure.report().retryable()) {
      close();
      owner.awaitRetry(failure.report());
      return mode;
    }
    if (session == null) {
      // The connection that would have been made anew was refused: there is nothing to roll back.
      throw failure;
    }
    session.command("ROLLBACK");
    if (failure.unknownWord() && path.schema().addLabels(session)) {
      return mode;
    }
    return mode.after(failure).orElseThrow(() -> failure);
  }
}
