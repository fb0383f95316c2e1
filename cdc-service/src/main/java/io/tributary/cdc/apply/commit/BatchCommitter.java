package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.count.ChangeCountStore;
import io.tributary.cdc.apply.count.TableChangeCount;
import io.tributary.cdc.apply.repair.RepairOutcome;
import io.tributary.cdc.apply.repair.RepairTask;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.session.TargetFailure;
import io.tributary.common.change.MessageSeal;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.TableRestartObserved;
import io.tributary.common.quarantine.QuarantineContent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Commits the batches of a stream to a PostgreSQL server. */
final class BatchCommitter implements StreamCommitter {
  private final StreamId stream;
  private final RowPath path;
  private final CommitterOwner owner;
  private final ApplyHooks hooks;
  private final CheckpointStore checkpoints;
  private @Nullable ApplySession session;
  private @Nullable TargetTransaction large;
  private @Nullable TributaryException piecesFailure;

  BatchCommitter(StreamId stream, RowPath path, CommitterOwner owner, ApplyHooks hooks) {
    this.stream = stream;
    this.path = path;
    this.owner = owner;
    this.hooks = hooks;
    this.checkpoints = new CheckpointStore(stream);
  }

  @Override
  public Checkpoint connect() {
    ApplySession opened = owner.connect();
    session = opened;
    Checkpoint checkpoint = checkpoints.read(opened);
    checkpoints.passFence(opened);
    path.connected(opened);
    return checkpoint;
  }

  @Override
  public MessageSeal seal() {
    if (session == null) {
      connect();
    }
    return checkpoints.seal(connected());
  }

  @Override
  public boolean changeTables(List<StreamRecord> changes) {
    if (session != null) {
      readUnknown(session, changes);
    }
    return path.schema().findsChange(changes);
  }

  /** A table may have joined since the tables were read. */
  private void readUnknown(ApplySession session, List<StreamRecord> changes) {
    if (!path.schema().knows(changes)) {
      path.schema().load(session);
    }
  }

  @Override
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

  @Override
  public void pass(Checkpoint from, Checkpoint to) {
    TargetTransaction transaction = begin();
    transaction.advance(from, to);
    finish(transaction);
  }

  @Override
  public void catchingUp(boolean catchingUp) {
    path.catchingUp(catchingUp);
  }

  @Override
  public void startSnapshot(Checkpoint from, Checkpoint to) {
    TargetTransaction transaction = begin();
    transaction.advance(from, to);
    transaction.requireUncopied(from);
    transaction.emptyTables();
    finish(transaction);
  }

  @Override
  public void writePiece(List<StreamRecord> changes, int behind) {
    if (piecesFailure != null) {
      return;
    }
    if (large == null) {
      large = begin();
      large.announce();
    }
    try {
      readUnknown(connected(), changes);
      large.writeInOrder(changes, behind);
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

  @Override
  public void commitPieces(ChangeBatch batch) {
    if (piecesFailure != null) {
      throw piecesFailure;
    }
    TargetTransaction pieces = Objects.requireNonNull(large, "a piece was written before");
    pieces.finishRows();
    judged(batch, pieces);
    pieces.place(batch.to());
    pieces.advance(batch.from(), batch.to());
    // A table that both sides have changed already is no news to an open target.
    if (pieces.wrote() || pieces.alters()) {
      pieces.requireUnopened();
    }
    finish(pieces);
    large = null;
  }

  @Override
  public void dropPieces() {
    if (large != null) {
      large.rollback();
    }
    large = null;
    piecesFailure = null;
    if (path.held().isEmpty()) {
      path.schema().load(connected());
    } else {
      path.connected(connected());
    }
  }

  @Override
  public long replay(Set<Long> discarded) {
    return path.replay(connected(), discarded);
  }

  @Override
  public Optional<RepairOutcome> repair(RepairTask task, Checkpoint at) {
    requireAt(at);
    return path.repair(connected(), task, at, hooks);
  }

  @Override
  public List<TableRestartObserved> restartTables(
      Map<String, Long> asked, Checkpoint at, Duration turn) {
    if (asked.isEmpty() && path.held().isEmpty()) {
      return List.of();
    }
    requireAt(at);
    ApplySession connected = connected();
    return path.restartTables(
        connected, asked, turn, new RestartTransactions(connected, stream, path, at, owner, hooks));
  }

  @Override
  public QuarantineContent readAnew() {
    if (session == null) {
      connect();
    }
    path.tables().forget();
    path.connected(connected());
    return path.setAside();
  }

  @Override
  public boolean keepCounts(Map<TableName, TableChangeCount> counts) {
    if (session == null) {
      connect();
    }
    ApplySession open = connected();
    try {
      new ChangeCountStore(stream).add(open, path.named(open, counts));
      return true;
    } catch (TargetFailure e) {
      if (!e.report().retryable()) {
        throw e;
      }
      close();
      connect();
      return false;
    }
  }

  @Override
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
    if (batch.bytes() > owner.announcedBytes()) {
      transaction.announce();
    }
    transaction.write(batch, mode);
    judged(batch, transaction);
    hooks.afterStatement(stream);
    transaction.advance(batch.from(), batch.to());
    if (transaction.wrote()) {
      transaction.requireUnopened();
    }
    finish(transaction);
  }

  /** What came behind the fence is late and applied, or made on a closed side and kept. */
  private static void judged(ChangeBatch batch, TargetTransaction transaction) {
    transaction
        .foreign()
        .ifPresentOrElse(
            kept -> batch.foreign(kept.first().orElse(null)),
            () -> batch.behindFence().ifPresent(transaction::requireClosed));
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
    if (transaction.foreign().filter(kept -> !kept.letters().isEmpty()).isPresent()) {
      path.connected(connected());
    }
  }

  /**
   * Makes sure, after a connection was lost, that this batch has moved the checkpoint and no other
   * instance has.
   */
  private void confirm(ChangeBatch batch) {
    Checkpoint found = checkpoints.read(connected());
    if (!found.standsAt(batch.to())) {
      throw CheckpointStore.moved(stream, batch.from(), found);
    }
  }

  /** Connects where that is needed, and makes sure that the stream is where it was left. */
  private void requireAt(Checkpoint at) {
    if (session == null) {
      Checkpoint found = connect();
      if (!found.standsAt(at)) {
        throw CheckpointStore.moved(stream, at, found);
      }
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
