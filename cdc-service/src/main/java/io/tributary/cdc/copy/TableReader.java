package io.tributary.cdc.copy;

import io.tributary.common.model.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

/** Lets the rows of a PostgreSQL source flow into the target as they are. One thread. */
final class TableReader implements ChunkReader {
  private static final String SNAPSHOT =
      "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET TRANSACTION SNAPSHOT '%s'";

  private final CopyJob job;
  private final Optional<String> snapshot;
  private final CopySource source;
  private final Map<TableName, SourceTable> tables;

  TableReader(
      CopyJob job,
      Optional<String> snapshot,
      CopySource source,
      Map<TableName, SourceTable> tables) {
    this.job = job;
    this.snapshot = snapshot;
    this.source = source;
    this.tables = tables;
  }

  @Override
  public boolean later() {
    return snapshot.isEmpty();
  }

  @Override
  public Moved move(Chunk chunk, Connection target, Flow flow) throws SQLException {
    SourceTable table = tables.get(chunk.table());
    if (table == null) {
      throw CopyFailure.tableGone(job.source(), chunk.table());
    }
    TableName copy = job.source().targetOf(chunk.table()).orElseThrow();
    CopyStatements statements = new CopyStatements(table);
    try {
      begin();
      Moved moved =
          new Pump(job.config().bufferBytes(), flow)
              .run(source.jdbc(), statements.out(chunk), target, statements.in(copy));
      read("COMMIT");
      return moved;
    } catch (Pump.ReadFailure e) {
      throw CopyFailure.ofSource(job.source(), chunk.table(), e.failure());
    }
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
    source.close();
  }
}
