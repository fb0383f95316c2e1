package io.tributary.cdc.copy;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.database.DatabaseFailure;
import io.tributary.database.DatabaseSession;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Copies one chunk after the other with a reader and a connection of its own. Not thread-safe. */
final class CopyWorker implements AutoCloseable {
  /** A row that could be copied but not be streamed when it is changed would be of no use. */
  private static final long MOST_ROW_BYTES = 100L * 1024 * 1024;

  private final CopyJob job;
  private final CopyProgress progress;
  private final BooleanSupplier stopped;
  private final ChunkReader reader;
  private final DatabaseSession target;
  private final ChunkStore store;

  CopyWorker(CopyJob job, ChunkOrigin origin, CopyProgress progress, BooleanSupplier stopped) {
    this.job = job;
    this.progress = progress;
    this.stopped = stopped;
    this.store = new ChunkStore(job.stream());
    this.reader = origin.reader();
    try {
      this.target = job.openTarget();
    } catch (TributaryException e) {
      reader.close();
      throw e;
    }
  }

  /**
   * Copies a chunk, unless it is in the target already.
   *
   * @return false when somebody else is copying it
   */
  boolean copy(TableChunk chunk) {
    target.begin();
    ChunkClaim claim = store.claim(target, chunk);
    switch (claim) {
      case TAKEN -> move(chunk);
      case OVER -> {
        progress.elsewhere(chunk.table(), store.moved(target, chunk));
        target.commit();
      }
      case HELD -> target.rollback();
    }
    return claim != ChunkClaim.HELD;
  }

  /**
   * Copies some chunk of an offer.
   *
   * @return false when there is none that nobody copies, or the offer is gone
   */
  boolean copyOf(CopyOffer offer) {
    target.begin();
    Optional<TableChunk> taken = store.take(target, offer);
    if (taken.isEmpty()) {
      target.rollback();
      return false;
    }
    move(taken.get());
    return true;
  }

  /** In the open transaction, which holds the chunk; commits it. */
  private void move(TableChunk chunk) {
    Passing passing = new Passing(chunk.table());
    try {
      progress.begun(chunk.table(), job.clock().millis());
      CopiedAmount moved = reader.move(chunk, target.connection(), passing);
      store.done(target, chunk, reader.later(), moved);
      job.hooks().beforeCommit(job.stream(), chunk);
      progress.done(chunk.table());
      target.commit();
      job.hooks().afterCommit(job.stream(), chunk);
    } catch (SQLException e) {
      passing.undo();
      throw CopyFailure.ofTarget(job.target(), chunk.table(), e);
    } catch (DatabaseFailure e) {
      passing.undo();
      throw CopyFailure.ofTarget(job.target(), chunk.table(), e.failure());
    } catch (RuntimeException e) {
      passing.undo();
      throw e;
    }
  }

  @Override
  public void close() {
    try (reader) {
      // An open transaction ends with it: a chunk that broke off leaves nothing.
      target.close();
    }
  }

  /** Counts what passes of one chunk, and breaks it off. */
  private final class Passing implements FlowControl {
    private final TableName table;
    private long rows;
    private long bytes;

    Passing(TableName table) {
      this.table = table;
    }

    @Override
    public void passed(long moreRows, long moreBytes) {
      rows += moreRows;
      bytes += moreBytes;
      progress.passed(table, moreRows, moreBytes);
      if (stopped.getAsBoolean()) {
        throw new CopyStopped();
      }
    }

    @Override
    public void row(long size) {
      if (size > MOST_ROW_BYTES) {
        throw new TributaryException(
            CopyError.ROW_TOO_LARGE,
            "A row of table %s has %d bytes; a change of it could not be streamed, for which %d are the limit. Make it smaller at the source, or exclude the table, and resume the migration."
                .formatted(table.display(), size, MOST_ROW_BYTES),
            Map.of("table", table.display(), "bytes", String.valueOf(size)));
      }
    }

    void undo() {
      progress.passed(table, -rows, -bytes);
    }
  }
}
