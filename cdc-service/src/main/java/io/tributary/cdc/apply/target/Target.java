package io.tributary.cdc.apply.target;

import io.tributary.cdc.apply.ApplyHooks;
import io.tributary.cdc.apply.parked.DeadLetter;
import io.tributary.cdc.apply.parked.ParkedKey;
import io.tributary.cdc.apply.stream.StreamRecord;
import io.tributary.cdc.database.Databases;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The target as one run of a stream sees it: connects when needed, writes batches, tries again what
 * may succeed later. One thread. After any exception that leaves a method the run is over; a new
 * one starts from the checkpoint.
 */
public final class Target implements AutoCloseable {
  private final StreamId stream;
  private final Source source;
  private final Supplier<TargetSession> sessions;
  private final Consumer<List<DeadLetter>> deadLetterTopic;
  private final Consumer<ErrorReport> retry;
  private final ApplyHooks hooks;
  private final TargetTables tables;
  private final CheckpointStore checkpoints;
  private final SchemaFollower schema;
  private TargetSession session;
  private TargetTransaction large;
  private TributaryException piecesFailure;
  private Set<ParkedKey> parked = new HashSet<>();
  private long deadLetters;

  /**
   * Not connected yet.
   *
   * @param sessions opens a connection
   * @param deadLetterTopic publishes dead letters; returns when they are stored
   * @param retry told why a batch failed; returns when it is time to try again
   * @param databases reaches the source, whose catalog is asked when a table has changed
   */
  public Target(
      StreamId stream,
      Source source,
      Supplier<TargetSession> sessions,
      Consumer<List<DeadLetter>> deadLetterTopic,
      Consumer<ErrorReport> retry,
      ApplyHooks hooks,
      Databases databases) {
    this.stream = stream;
    this.source = source;
    this.sessions = sessions;
    this.deadLetterTopic = deadLetterTopic;
    this.retry = retry;
    this.hooks = hooks;
    this.tables = new TargetTables(source);
    this.checkpoints = new CheckpointStore(stream);
    this.schema = new SchemaFollower(stream, source, databases);
  }

  /** Connects, and reads where to go on. */
  public Checkpoint connect() {
    session = sessions.get();
    Checkpoint checkpoint = checkpoints.read(session);
    schema.load(session);
    readParked();
    return checkpoint;
  }

  /** Whether the changes say that a table is no longer what it was. */
  public boolean changeTables(List<StreamRecord> changes) {
    return schema.findsChange(changes);
  }

  /** Writes a batch and its checkpoint, however often that must be tried. */
  public void commit(Batch batch) {
    Way way = Way.UPSERT;
    while (true) {
      try {
        if (session == null && connect().offset() != batch.from().offset()) {
          confirm(batch);
          return;
        }
        attempt(batch, way);
        return;
      } catch (TargetFailure e) {
        way = next(way, e);
      }
    }
  }

  /** Empties the source's tables: its snapshot starts from the beginning. */
  public void startSnapshot(Checkpoint from, Checkpoint to) {
    TargetTransaction transaction = begin();
    transaction.emptyTables(source);
    transaction.advance(from, to);
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
    }
    try {
      large.writeInOrder(changes, schema);
    } catch (TributaryException e) {
      if (e.report().retryable()) {
        throw e;
      }
      large.rollback();
      piecesFailure = e;
    }
    hooks.afterStatement(stream);
  }

  /** Makes the pieces count, which are the batch. */
  public void commitPieces(Batch batch) {
    if (piecesFailure != null) {
      throw piecesFailure;
    }
    batch.behindFence().ifPresent(large::requireClosed);
    large.advance(batch.from(), batch.to());
    finish(large);
    large = null;
  }

  /** The pieces do not count. */
  public void dropPieces() {
    if (piecesFailure == null) {
      large.rollback();
    }
    large = null;
    piecesFailure = null;
    schema.load(session);
  }

  /**
   * Applies the dead letters again; how many were applied.
   *
   * @param discarded ids of dead letters that are given up first
   */
  public long replay(Set<Long> discarded) {
    Replay replay = new Replay(session, tables, stream);
    long applied = replay.run(discarded);
    readParked();
    return applied;
  }

  /** Forgets what is known of the tables: their indexes have changed. */
  public void forgetTables() {
    tables.forget();
  }

  /** Dead letters that wait. */
  public long deadLetters() {
    return deadLetters;
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
      session = null;
    }
    schema.close();
  }

  private void attempt(Batch batch, Way way) {
    TargetTransaction transaction = begin();
    batch.behindFence().ifPresent(transaction::requireClosed);
    switch (way) {
      case UPSERT -> transaction.write(batch.changes(), false);
      case REPLACE -> transaction.write(batch.changes(), true);
      case CAREFUL -> batch.units().forEach(transaction::writeCarefully);
    }
    hooks.afterStatement(stream);
    transaction.advance(batch.from(), batch.to());
    finish(transaction);
  }

  private TargetTransaction begin() {
    return TargetTransaction.begin(session, tables, stream, parked);
  }

  private void finish(TargetTransaction transaction) {
    if (!transaction.deadLetters().isEmpty()) {
      // Before the commit: a dead letter that is published twice does less harm than none.
      deadLetterTopic.accept(transaction.deadLetters());
    }
    hooks.beforeCommit(stream);
    transaction.commit();
    hooks.afterCommitBeforeAck(stream);
    if (!transaction.deadLetters().isEmpty() || !transaction.parkedKeys().equals(parked)) {
      readParked();
    }
  }

  /** The connection was lost, and the checkpoint has moved: was it this batch, or somebody else? */
  private void confirm(Batch batch) {
    if (checkpoints.read(session).offset() != batch.to().offset()) {
      throw CheckpointStore.fencedOff(stream, batch.from());
    }
  }

  private Way next(Way way, TargetFailure failure) {
    if (failure.report().retryable()) {
      close();
      retry.accept(failure.report());
      return way;
    }
    session.command("ROLLBACK");
    if (failure.unknownWord() && schema.addLabels(session)) {
      return way;
    }
    if (failure.collision() && way == Way.UPSERT) {
      return Way.REPLACE;
    }
    if (failure.refusesChange() && way != Way.CAREFUL) {
      return Way.CAREFUL;
    }
    throw failure;
  }

  private void readParked() {
    DeadLetterStore store = new DeadLetterStore(stream);
    deadLetters = store.count(session);
    parked = store.keys(session);
  }
}
