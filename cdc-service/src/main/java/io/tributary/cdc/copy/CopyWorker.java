package io.tributary.cdc.copy;

import io.tributary.cdc.database.Databases;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Copies one chunk after the other over two connections of its own. One thread. */
final class CopyWorker implements AutoCloseable {
  private static final String SNAPSHOT =
      "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET TRANSACTION SNAPSHOT '%s'";

  /** A row that could be copied but not be streamed when it is changed would be of no use. */
  private static final long MOST_ROW_BYTES = 100L * 1024 * 1024;

  private final CopyJob job;
  private final Optional<String> snapshot;
  private final CopyProgress progress;
  private final BooleanSupplier stopped;
  private final CopySource source;
  private final Connection target;
  private final ChunkStore store;

  CopyWorker(
      CopyJob job, Optional<String> snapshot, CopyProgress progress, BooleanSupplier stopped) {
    this.job = job;
    this.snapshot = snapshot;
    this.progress = progress;
    this.stopped = stopped;
    this.store = new ChunkStore(job.stream());
    this.source = job.openSource();
    try {
      this.target = job.openTarget();
    } catch (TributaryException e) {
      source.close();
      throw e;
    }
  }

  void copy(Chunk chunk, SourceTable table) {
    Passing passing = new Passing(chunk.table());
    try {
      target.setAutoCommit(false);
      if (store.claim(target, chunk)) {
        move(chunk, table, passing);
        progress.done(chunk.table());
      }
      target.commit();
      job.hooks().afterCommit(job.stream(), chunk);
    } catch (Pump.ReadFailure e) {
      passing.undo();
      throw CopyFailure.ofSource(job.source(), chunk.table(), e.failure());
    } catch (SQLException e) {
      passing.undo();
      throw CopyFailure.ofTarget(job.target(), chunk.table(), e);
    } catch (RuntimeException e) {
      passing.undo();
      throw e;
    }
  }

  private void move(Chunk chunk, SourceTable table, Passing passing)
      throws SQLException, Pump.ReadFailure {
    progress.begun(chunk.table(), job.clock().millis());
    TableName name = chunk.table();
    TableName copy = job.source().targetOf(name).orElseThrow();
    CopyStatements statements = new CopyStatements(table);
    begin();
    Moved moved =
        new Pump(job.config().bufferBytes(), passing)
            .run(source.jdbc(), statements.out(chunk), target, statements.in(copy));
    read("COMMIT");
    store.done(target, chunk, snapshot.isEmpty(), moved);
    job.hooks().beforeCommit(job.stream(), chunk);
  }

  private void begin() throws Pump.ReadFailure {
    try {
      read(snapshot.map(SNAPSHOT::formatted).orElse("BEGIN"));
    } catch (Pump.ReadFailure e) {
      if (snapshot.isPresent() && CopyFailure.noSuchSnapshot(e.failure())) {
        throw CopyFailure.snapshotGone(job.source(), e.failure());
      }
      throw e;
    }
  }

  private void read(String sql) throws Pump.ReadFailure {
    try (Statement statement = source.jdbc().createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new Pump.ReadFailure(e);
    }
  }

  @Override
  public void close() {
    try (source) {
      // An open transaction ends with it: a chunk that broke off leaves nothing.
      target.close();
    } catch (SQLException e) {
      throw Databases.failure(job.target(), e);
    }
  }

  /** Counts what passes of one chunk, and breaks it off. */
  private final class Passing implements Pump.Flow {
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
