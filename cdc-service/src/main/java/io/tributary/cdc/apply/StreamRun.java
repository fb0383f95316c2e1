package io.tributary.cdc.apply;

import io.tributary.cdc.apply.channel.ChangeChannel;
import io.tributary.cdc.apply.quarantine.RowsRefused;
import io.tributary.cdc.apply.stream.Assembled;
import io.tributary.cdc.apply.stream.FenceWatch;
import io.tributary.cdc.apply.stream.SourceTransaction;
import io.tributary.cdc.apply.stream.StreamRecord;
import io.tributary.cdc.apply.stream.TransactionAssembler;
import io.tributary.cdc.apply.target.Batch;
import io.tributary.cdc.apply.target.Checkpoint;
import io.tributary.cdc.apply.target.Target;
import io.tributary.common.error.TributaryException;
import java.time.Clock;
import java.util.List;

/**
 * One run of a stream from its checkpoint on: takes records, puts transactions together, and
 * commits a batch when it is full or when nothing more is at hand. One thread.
 */
final class StreamRun implements Assembled.Receiver {
  private static final long TAKE_MILLIS = 100;

  private final ChangeChannel channel;
  private final Target target;
  private final TransactionAssembler assembler;
  private final FenceWatch fence;
  private final StreamEvents events;
  private final ApplyConfig config;
  private final Clock clock;
  private Batch batch;
  private boolean inPieces;
  private long lastCommit;
  private long settledAt;

  StreamRun(
      ChangeChannel channel,
      Target target,
      TransactionAssembler assembler,
      Checkpoint from,
      FenceWatch fence,
      StreamEvents events,
      ApplyConfig config,
      Clock clock) {
    this.channel = channel;
    this.target = target;
    this.assembler = assembler;
    this.fence = fence;
    this.events = events;
    this.config = config;
    this.clock = clock;
    this.batch = new Batch(from);
    this.lastCommit = clock.millis();
  }

  /**
   * Says until which position rows of different moments stand side by side; the snapshot counts as
   * complete when the stream has passed it. 0 when there are none.
   */
  void settleAt(long position) {
    settledAt = position;
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
    } catch (RowsRefused e) {
      target.close();
      if (!new LookAhead(channel, clock).finds(e.search(), stop)) {
        throw e;
      }
      return true;
    }
  }

  private void apply(StopSignal stop) throws InterruptedException {
    while (!stop.requested()) {
      StreamRecord record = channel.take(TAKE_MILLIS);
      if (record != null) {
        assemble(record).forEach(found -> found.to(this));
      }
      if (full() || (!channel.ready() && (batch.urgent() || idleTooLong()))) {
        commit();
      }
      ReplayAsk ask = inPieces ? null : events.replayAsked();
      if (ask != null) {
        commit();
        events.replayed(ask, target.replay(ask.discarded()), target.setAside());
      }
    }
  }

  private List<Assembled> assemble(StreamRecord record) {
    try {
      return assembler.accept(record);
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
    } else if (!target.changeTables(transaction.changes())) {
      gather(transaction.withoutDescriptions());
    } else {
      // A transaction of its own in the target, in which table and rows change in their order.
      commit();
      lastPiece(transaction);
    }
  }

  private void gather(SourceTransaction transaction) {
    batch.add(transaction);
    fence.pass(transaction).ifPresent(batch::behindFence);
  }

  @Override
  public void piece(List<StreamRecord> changes) {
    commit();
    inPieces = true;
    target.writePiece(changes);
  }

  @Override
  public void lastPiece(SourceTransaction rest) {
    target.writePiece(rest.changes());
    Batch whole = new Batch(batch.from());
    whole.add(rest.withoutDescriptions());
    fence.pass(rest).ifPresent(whole::behindFence);
    target.commitPieces(whole);
    committed(whole, whole.to());
    inPieces = false;
  }

  @Override
  public void piecesDropped() {
    target.dropPieces();
    inPieces = false;
  }

  @Override
  public void snapshotStart(long offset) {
    commit();
    events.snapshotStarted();
    Checkpoint from = batch.from();
    Checkpoint to = from.snapshotStarted(offset);
    target.startSnapshot(from, to);
    committed(new Batch(from), to);
  }

  @Override
  public void snapshotTable(StreamRecord shape) {
    if (target.changeTables(List.of(shape))) {
      commit();
      target.writePiece(List.of(shape));
      batch.pass(shape.passed());
      Batch whole = batch;
      target.commitPieces(whole);
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
    events.snapshotCompleted();
    target.forgetTables();
  }

  @Override
  public void nothing(long offset) {
    batch.pass(offset);
  }

  private boolean full() {
    return batch.rows() >= config.maxBatchRows()
        || batch.bytes() >= config.maxBatchBytes()
        || batch.tables() >= config.maxBatchTables();
  }

  private boolean idleTooLong() {
    return batch.moves()
        && !inPieces
        && clock.millis() - lastCommit >= config.idleCheckpointMillis();
  }

  private void commit() {
    if (batch.moves() && !inPieces) {
      target.commit(batch);
      committed(batch, batch.to());
    }
  }

  private void committed(Batch done, Checkpoint to) {
    batch = new Batch(to);
    lastCommit = clock.millis();
    events.committed(done, to, target.setAside(), channel.ready());
    if (settledAt > 0 && to.position() >= settledAt) {
      settled(to);
    }
  }

  private void settled(Checkpoint at) {
    settledAt = 0;
    Checkpoint complete = at.complete();
    target.pass(at, complete);
    target.settling(false);
    batch = new Batch(complete);
    events.snapshotCompleted();
    target.forgetTables();
  }
}
