package io.tributary.cdc.copy;

import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.database.DatabaseSession;
import java.util.List;

/**
 * How far the copy of a stream is, kept in the target; all of it joins the caller's transaction.
 */
final class ChunkStore {
  private static final String READ =
      """
      SELECT id, table_schema, table_name, key_column, lower_bound, upper_bound, rows_expected,
             state = 'DONE', later, rows, bytes
        FROM tributary.copy_chunk WHERE migration = ? AND source = ? ORDER BY id\
      """;
  private static final String ADD =
      """
      INSERT INTO tributary.copy_chunk (migration, source, table_schema, table_name, key_column,
             lower_bound, upper_bound, rows_expected, state, later, rows, bytes)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', false, 0, 0)\
      """;
  private static final String CLAIM =
      "SELECT FROM tributary.copy_chunk WHERE id = ? AND state = 'OPEN' FOR UPDATE";
  private static final String DONE =
      """
      UPDATE tributary.copy_chunk SET state = 'DONE', later = ?, rows = ?, bytes = ?
       WHERE id = ?\
      """;
  private static final String LOCK =
      "SELECT FROM tributary.checkpoint WHERE migration = ? AND source = ? FOR UPDATE";

  private final StreamId stream;

  ChunkStore(StreamId stream) {
    this.stream = stream;
  }

  ChunkStates read(DatabaseSession target) {
    return new ChunkStates(
        target.list(
            READ,
            row ->
                new ChunkState(
                    new TableChunk(
                        row.getLong(1),
                        new TableName(row.getString(2), row.getString(3)),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getLong(7)),
                    row.getBoolean(8),
                    row.getBoolean(9),
                    row.getLong(10),
                    row.getLong(11)),
            stream.migration(),
            stream.source()));
  }

  void add(DatabaseSession target, List<TableChunk> chunks) {
    target.updateAll(
        ADD,
        chunks.stream()
            .map(
                chunk ->
                    new Object[] {
                      stream.migration(),
                      stream.source(),
                      chunk.table().schema(),
                      chunk.table().name(),
                      chunk.key(),
                      chunk.lower(),
                      chunk.upper(),
                      chunk.rowsExpected()
                    })
            .toList());
  }

  /**
   * Whether the chunk is still to be copied. Until the open transaction ends nobody else copies it:
   * another instance waits here, and then finds it done.
   */
  boolean claim(DatabaseSession target, TableChunk chunk) {
    return target.first(CLAIM, row -> true, chunk.id()).isPresent();
  }

  void done(DatabaseSession target, TableChunk chunk, boolean later, CopiedAmount moved) {
    target.update(DONE, later, moved.rows(), moved.bytes(), chunk.id());
  }

  /** Holds off other instances that would cut the tables too, until the transaction ends. */
  void lock(DatabaseSession target) {
    target.first(LOCK, row -> true, stream.migration(), stream.source());
  }
}
