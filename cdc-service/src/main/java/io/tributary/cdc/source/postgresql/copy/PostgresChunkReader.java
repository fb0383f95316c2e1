package io.tributary.cdc.source.postgresql.copy;

import io.tributary.cdc.copy.ChunkReader;
import io.tributary.cdc.copy.CopiedAmount;
import io.tributary.cdc.copy.CopyFailure;
import io.tributary.cdc.copy.FlowControl;
import io.tributary.cdc.copy.TableChunk;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

/** Lets the rows of a PostgreSQL source flow into the target as they are. Not thread-safe. */
final class PostgresChunkReader implements ChunkReader {
  private static final String SNAPSHOT =
      "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET TRANSACTION SNAPSHOT '%s'";

  private final Source source;
  private final int bufferBytes;
  private final Optional<String> snapshot;
  private final CopySession session;
  private final Map<TableName, CopiedTable> tables;

  PostgresChunkReader(
      Source source,
      int bufferBytes,
      Optional<String> snapshot,
      CopySession session,
      Map<TableName, CopiedTable> tables) {
    this.source = source;
    this.bufferBytes = bufferBytes;
    this.snapshot = snapshot;
    this.session = session;
    this.tables = tables;
  }

  @Override
  public boolean later() {
    return snapshot.isEmpty();
  }

  @Override
  public CopiedAmount move(TableChunk chunk, Connection target, FlowControl flow)
      throws SQLException {
    CopiedTable table = tables.get(chunk.table());
    if (table == null) {
      throw CopyFailure.tableGone(source, chunk.table());
    }
    TableName copy = source.targetOf(chunk.table()).orElseThrow();
    CopyStatements statements = new CopyStatements(table);
    try {
      begin();
      CopiedAmount moved =
          new CopyPump(bufferBytes, flow)
              .run(session.jdbc(), statements.out(chunk), target, statements.in(copy));
      read("COMMIT");
      return moved;
    } catch (CopyPump.ReadFailure e) {
      throw CopyFailure.ofSource(source, chunk.table(), e.failure());
    }
  }

  private void begin() throws CopyPump.ReadFailure {
    try {
      read(snapshot.map(SNAPSHOT::formatted).orElse("BEGIN"));
    } catch (CopyPump.ReadFailure e) {
      if (snapshot.isPresent() && CopyFailure.noSuchSnapshot(e.failure())) {
        throw CopyFailure.snapshotGone(source, e.failure());
      }
      throw e;
    }
  }

  private void read(String sql) throws CopyPump.ReadFailure {
    try (Statement statement = session.jdbc().createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new CopyPump.ReadFailure(e);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
