package io.tributary.cdc.copy;

import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the copy of a stream is, kept in the target; all of it joins the caller's transaction.
 */
final class ChunkStore {
  private static final String READ =
      """
      SELECT id, table_schema, table_name, key_column, lower_bound, upper_bound, rows_expected,
             state = 'DONE', later, rows, bytes
        FROM tributary.copy_chunk WHERE migration = ? AND source = ? ORDER BY id""";
  private static final String ADD =
      """
      INSERT INTO tributary.copy_chunk (migration, source, table_schema, table_name, key_column,
             lower_bound, upper_bound, rows_expected, state, later, rows, bytes)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', false, 0, 0)""";
  private static final String CLAIM =
      "SELECT FROM tributary.copy_chunk WHERE id = ? AND state = 'OPEN' FOR UPDATE";
  private static final String DONE =
      """
      UPDATE tributary.copy_chunk SET state = 'DONE', later = ?, rows = ?, bytes = ?
       WHERE id = ?""";
  private static final String LOCK =
      "SELECT FROM tributary.checkpoint WHERE migration = ? AND source = ? FOR UPDATE";

  private final StreamId stream;

  ChunkStore(StreamId stream) {
    this.stream = stream;
  }

  ChunkStates read(Connection target) throws SQLException {
    List<ChunkState> found = new ArrayList<>();
    try (PreparedStatement query = bound(target, READ);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        TableChunk chunk =
            new TableChunk(
                row.getLong(1),
                new TableName(row.getString(2), row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7));
        found.add(
            new ChunkState(
                chunk, row.getBoolean(8), row.getBoolean(9), row.getLong(10), row.getLong(11)));
      }
    }
    return new ChunkStates(found);
  }

  void add(Connection target, List<TableChunk> chunks) throws SQLException {
    try (PreparedStatement add = bound(target, ADD)) {
      for (TableChunk chunk : chunks) {
        add.setString(3, chunk.table().schema());
        add.setString(4, chunk.table().name());
        add.setString(5, chunk.key());
        add.setString(6, chunk.lower());
        add.setString(7, chunk.upper());
        add.setLong(8, chunk.rowsExpected());
        add.addBatch();
      }
      add.executeBatch();
    }
  }

  /**
   * Whether the chunk is still to be copied. Until the open transaction ends nobody else copies it:
   * another instance waits here, and then finds it done.
   */
  boolean claim(Connection target, TableChunk chunk) throws SQLException {
    try (PreparedStatement claim = target.prepareStatement(CLAIM)) {
      claim.setLong(1, chunk.id());
      try (ResultSet row = claim.executeQuery()) {
        return row.next();
      }
    }
  }

  void done(Connection target, TableChunk chunk, boolean later, CopiedAmount moved)
      throws SQLException {
    try (PreparedStatement done = target.prepareStatement(DONE)) {
      done.setBoolean(1, later);
      done.setLong(2, moved.rows());
      done.setLong(3, moved.bytes());
      done.setLong(4, chunk.id());
      done.executeUpdate();
    }
  }

  /** Holds off other instances that would cut the tables too, until the transaction ends. */
  void lock(Connection target) throws SQLException {
    try (PreparedStatement lock = bound(target, LOCK)) {
      lock.execute();
    }
  }

  private PreparedStatement bound(Connection target, String sql) throws SQLException {
    PreparedStatement statement = target.prepareStatement(sql);
    statement.setString(1, stream.migration());
    statement.setString(2, stream.source());
    return statement;
  }
}
