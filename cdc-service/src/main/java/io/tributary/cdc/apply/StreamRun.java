package io.tributary.cdc.apply;

import io.tributary.cdc.apply.assemble.AssembledUnit;
import io.tributary.cdc.apply.assemble.FenceWatch;
import io.tributary.cdc.apply.assemble.SealedMessages;
import io.tributary.cdc.apply.assemble.SourceTransaction;
import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.assemble.TransactionAssembler;
import io.tributary.cdc.apply.commit.ChangeBatch;
import io.tributary.cdc.apply.commit.Checkpoint;
import io.tributary.cdc.apply.commit.StreamCommitter;
import io.tributary.cdc.apply.count.ChangeCounts;
import io.tributary.cdc.apply.policy.ApplySettings;
import io.tributary.cdc.apply.quarantine.RefusedRowsFailure;
import io.tributary.cdc.apply.read.ChangeChannel;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * One run of a stream from its checkpoint on: takes records, puts transactions together, and
 * commits a batch when it is full or when nothing more is at hand. Not thread-safe.
 */
final class StreamRun implements AssembledUnit.Receiver {
  private static final long TAKE_MILLIS = 100;

  private final StreamStart start;
  private final ChangeChannel channel;
  private final StreamCommitter committer;
  private final TransactionAssembler assembler;
  private final SealedMessages messages;
  private final FenceWatch fence;
  private final StreamEvents events;
  private final ApplySettings settings;
  private final Clock clock;
  private final RestartTurns turns;
  private ChangeBatch batch;
  private ChangeCounts ofPieces = new ChangeCounts();
  private boolean catchingUp;
  private boolean inPieces;
  private boolean idle;
  private long lastCommit;

  StreamRun(
      StreamId stream,
      StreamStart start,
      ChangeChannel channel,
      StreamCommitter committer,
      StreamEvents events,
      ApplyParts parts) {
    Checkpoint from = start.checkpoint();
    this.start = start;
    this.channel = channel;
    this.committer = committer;
    this.events = events;
    this.settings = parts.settings();
    this.clock = parts.clock();
    this.assembler =
        new TransactionAssembler(
            stream, from.position(), !from.snapshotComplete(), settings.maxBufferedBytes());
    this.messages = new SealedMessages(stream, committer.seal(), events::forged);
    this.fence = new FenceWatch(stream, from.fenceToken());
    this.turns = new RestartTurns(channel::ready);
    this.batch = new ChangeBatch(from);
    this.catchingUp = start.catchingUp(from);
    this.lastCommit = clock.millis();
    committer.catchingUp(catchingUp);
  }

  /**
   * Applies until stopped, or until rows are refused that later ones correct; every other end is an
   * exception.
   *
   * @return whether to run again from the checkpoint
   */
  boolean run(StopSignal stop) throws InterruptedException {
    try {
      apply(stop);
      return false;
    } catch (RefusedRowsFailure e) {
      committer.close();
      if (!new StreamLookAhead(channel, clock).finds(e.search(), stop)) {
        throw e;
      }
      return true;
    }
  }

  private void apply(StopSignal stop) throws InterruptedException {
    while (!stop.requested()) {
      restartTables();
      StreamRecord record = channel.take(TAKE_MILLIS);
      if (record == null && !inPieces) {
        events.unkeptCounts().keepDue(committer::keepCounts);
      }
      if (idle != (record == null)) {
        idle = record == null;
        events.idle(idle);
      }
      if (record != null) {
        assemble(record).forEach(found -> found.to(this));
      }
      if (full() || (!channel.ready() && (batch.urgent() || idleTooLong()))) {
        commit();
      }
      if (!inPieces) {
        events.replayAsked().ifPresent(this::replay);
      }
      if (!inPieces && !catchingUp) {
        events.repairAsked().ifPresent(this::repair);
      }
      if (!inPieces && events.setAsideElsewhere()) {
        commit();
        events.setAside(committer.readAnew());
      }
    }
    if (!inPieces) {
      events.unkeptCounts().keep(committer::keepCounts);
    }
  }

  /**
   * Also before the first record: a stream that has stopped at a change of a table goes on without
   * that table. What is gathered is behind the checkpoint, and written as the tables are then; it
   * does not wait for more than one turn.
   */
  private void restartTables() {
    if (turns.due() && !inPieces && !catchingUp && !batch.urgent()) {
      events.tablesRestarted(
          turns.take(turn -> committer.restartTables(events.tableRestarts(), batch.from(), turn)));
    }
  }

  private void replay(ReplayRequest request) {
    commit();
    events.replayed(request, committer.replay(request.discarded()), committer.setAside());
  }

  /** What is gathered is behind the checkpoint, so it may wait or not. */
  private void repair(RepairRequest request) {
    committer
        .repair(request.task(), batch.from())
        .ifPresent(outcome -> events.repaired(request, outcome));
  }

  private List<AssembledUnit> assemble(StreamRecord record) {
    try {
      return assembler.accept(messages.opened(record));
    } catch (TributaryException e) {
      // What came whole before the fault is good.
      commit();
      throw e;
    }
  }

  @Override
  public void transaction(SourceTransaction transaction) {
    if (!transaction.describesTables()) {
      gather(transaction);
    } else if (!committer.changeTables(transaction.changes())) {
      gather(transaction.withoutDescriptions());
    } else {
      // A transaction of its own in the target, in which table and rows change in their order.
      commit();
      lastPiece(transaction);
    }
  }

  private void gather(SourceTransaction transaction) {
    int behind = fence.behind(transaction.beforeMark());
    Optional<ErrorReport> found = fence.pass(transaction);
    if (found.isPresent()) {
      // By itself: what becomes of it is decided for it alone.
      commit();
    }
    batch.add(transaction);
    found.ifPresent(report -> batch.behindFence(report, behind));
    if (found.isPresent()) {
      commit();
    }
  }

  @Override
  public void piece(List<StreamRecord> changes, int beforeMark) {
    commit();
    inPieces = true;
    committer.writePiece(changes, fence.behind(beforeMark));
    ofPieces.count(changes);
  }

  @Override
  public void lastPiece(SourceTransaction rest) {
    int behind = fence.behind(rest.beforeMark());
    committer.writePiece(rest.changes(), behind);
    ChangeBatch whole = new ChangeBatch(batch.from(), ofPieces);
    ofPieces = new ChangeCounts();
    whole.add(rest.withoutDescriptions());
    fence.pass(rest).ifPresent(report -> whole.behindFence(report, behind));
    committer.commitPieces(whole);
    committed(whole, whole.to());
    inPieces = false;
  }

  @Override
  public void piecesDropped() {
    committer.dropPieces();
    ofPieces = new ChangeCounts();
    inPieces = false;
  }

  @Override
  public void snapshotStart(long offset) {
    commit();
    events.snapshotStarted();
    Checkpoint from = batch.from();
    Checkpoint to = from.snapshotStarted(offset);
    committer.startSnapshot(from, to);
    committed(new ChangeBatch(from), to);
  }

  @Override
  public void snapshotTable(StreamRecord shape) {
    if (committer.changeTables(List.of(shape))) {
      commit();
      committer.writePiece(List.of(shape), 0);
      batch.pass(shape.passed());
      ChangeBatch whole = batch;
      committer.commitPieces(whole);
      committed(whole, whole.to());
    } else {
      batch.pass(shape.passed());
    }
  }

  @Override
  public void snapshotRow(StreamRecord row) {
    batch.addSnapshotRow(row);
    if (full()) {
      commit();
    }
  }

  @Override
  public void snapshotEnd(long offset) {
    batch.endSnapshot(offset);
    commit();
    events.snapshotCompleted(committer::readAnew);
  }

  @Override
  public void nothing(long offset) {
    batch.pass(offset);
  }

  private boolean full() {
    return batch.rows() >= settings.maxBatchRows()
        || batch.bytes() >= settings.maxBatchBytes()
        || batch.tables() >= settings.maxBatchTables();
  }

  private boolean idleTooLong() {
    return batch.moves()
        && !inPieces
        && clock.millis() - lastCommit >= settings.idleCheckpointMillis();
  }

  private void commit() {
    if (batch.moves() && !inPieces) {
      committer.commit(batch);
      committed(batch, batch.to());
    }
  }

  private void committed(ChangeBatch done, Checkpoint to) {
    batch = new ChangeBatch(to);
    lastCommit = clock.millis();
    events.committed(done, to, committer.setAside(), channel.ready());
    events.unkeptCounts().keepDue(committer::keepCounts);
    if (catchingUp && !start.catchingUp(to)) {
      caughtUp(to);
    }
  }

  /** All rows of the copy are as they were together at the source: the snapshot is complete. */
  private void caughtUp(Checkpoint at) {
    catchingUp = false;
    Checkpoint complete = at.complete();
    committer.pass(at, complete);
    committer.catchingUp(false);
    batch = new ChangeBatch(complete);
    events.snapshotCompleted(committer::readAnew);
  }
}
