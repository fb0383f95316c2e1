package io.tributary.cdc.apply.target;

import io.tributary.cdc.apply.ApplyHooks;
import io.tributary.cdc.apply.parked.DeadLetter;
import io.tributary.cdc.apply.quarantine.LaterStates;
import io.tributary.cdc.apply.stream.StreamRecord;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.definition.TableMaking;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Source;
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
  private final Supplier<TargetSession> sessions;
  private final Consumer<List<DeadLetter>> deadLetterTopic;
  private final Consumer<ErrorReport> retry;
  private final ApplyHooks hooks;
  private final CheckpointStore checkpoints;
  private final RowPath path;
  private TargetSession session;
  private TargetTransaction large;
  private TributaryException piecesFailure;

  /**
   * Not connected yet.
   *
   * @param sessions opens a connection
   * @param deadLetterTopic publishes dead letters; returns when they are stored
   * @param retry told why a batch failed; returns when it is time to try again
   * @param databases reaches a source whose catalog is asked when a table has changed
   * @param later what is known of refused rows that are followed by a later state
   * @param making how room is made for tables that are new at the source
   */
  public Target(
      StreamId stream,
      Source source,
      Supplier<TargetSession> sessions,
      Consumer<List<DeadLetter>> deadLetterTopic,
      Consumer<ErrorReport> retry,
      ApplyHooks hooks,
      Databases databases,
      LaterStates later,
      TableMaking making) {
    this.stream = stream;
    this.sessions = sessions;
    this.deadLetterTopic = deadLetterTopic;
    this.retry = retry;
    this.hooks = hooks;
    this.checkpoints = new CheckpointStore(stream);
    this.path =
        switch (source.kind()) {
          case POSTGRESQL -> new LiteralPath(stream, source, databases);
          case SQLITE, CHROMA -> new ConvertedPath(stream, source, later, making);
        };
  }

  /** Connects, and reads where to go on. */
  public Checkpoint connect() {
    session = sessions.get();
    Checkpoint checkpoint = checkpoints.read(session);
    path.connected(session);
    return checkpoint;
  }

  /** Whether the changes say that a table is no longer what it was. */
  public boolean changeTables(List<StreamRecord> changes) {
    return path.schema().findsChange(changes);
  }

  /** Writes a batch and its checkpoint, however often that must be tried. */
  public void commit(Batch batch) {
    Way way = Way.UPSERT;
    while (true) {
      try {
        if (session == null && !connect().standsAt(batch.from())) {
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

  /** Moves the checkpoint without a change. */
  public void pass(Checkpoint from, Checkpoint to) {
    TargetTransaction transaction = begin();
    transaction.advance(from, to);
    finish(transaction);
  }

  /**
   * Whether rows may be missing that changes are about: rows were read behind the stream's start,
   * and the stream has not passed where.
   */
  public void settling(boolean settling) {
    path.settling(settling);
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
    }
    try {
      large.writeInOrder(changes);
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
    large.settle();
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
    path.schema().load(session);
  }

  /**
   * Applies again what is kept aside; how much was applied.
   *
   * @param discarded ids of dead letters that are given up first
   */
  public long replay(Set<Long> discarded) {
    return path.replay(session, discarded);
  }

  /**
   * Reads anew what was known of the tables: their indexes have changed, and rows that refer to
   * nothing were kept aside.
   */
  public void forgetTables() {
    path.tables().forget();
    path.connected(session);
  }

  /** What is kept aside. */
  public SetAside setAside() {
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

  private void attempt(Batch batch, Way way) {
    TargetTransaction transaction = begin();
    batch.behindFence().ifPresent(transaction::requireClosed);
    transaction.write(batch, way);
    hooks.afterStatement(stream);
    transaction.advance(batch.from(), batch.to());
    finish(transaction);
  }

  private TargetTransaction begin() {
    return TargetTransaction.begin(session, path, stream);
  }

  private void finish(TargetTransaction transaction) {
    if (!transaction.deadLetters().isEmpty()) {
      // Before the commit: a dead letter that is published twice does less harm than none.
      deadLetterTopic.accept(transaction.deadLetters());
    }
    hooks.beforeCommit(stream);
    transaction.commit();
    hooks.afterCommitBeforeAck(stream);
    transaction.committed();
  }

  /** The connection was lost, and the checkpoint has moved: was it this batch, or somebody else? */
  private void confirm(Batch batch) {
    if (!checkpoints.read(session).standsAt(batch.to())) {
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
    if (failure.unknownWord() && path.schema().addLabels(session)) {
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
}
