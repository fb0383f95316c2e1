package io.tributary.cdc.copy;

import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.database.DatabaseSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

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
      "SELECT FROM tributary.copy_chunk WHERE id = ? AND state = 'OPEN' FOR UPDATE SKIP LOCKED";
  private static final String OPEN =
      "SELECT FROM tributary.copy_chunk WHERE id = ? AND state = 'OPEN'";

  /** The last one, since the instance that offers the copy begins with the first. */
  private static final String TAKE =
      """
      SELECT c.id, c.table_schema, c.table_name, c.key_column, c.lower_bound, c.upper_bound,
             c.rows_expected
        FROM tributary.copy_offer o
        JOIN tributary.copy_chunk c ON c.migration = o.migration AND c.source = o.source
         AND c.id BETWEEN o.first_chunk AND o.last_chunk
       WHERE o.migration = ? AND o.source = ? AND o.snapshot IS NOT DISTINCT FROM ?
         AND o.first_chunk = ? AND o.last_chunk = ? AND c.state = 'OPEN'
       ORDER BY c.id DESC LIMIT 1
         FOR UPDATE OF c SKIP LOCKED FOR SHARE OF o SKIP LOCKED\
      """;

  private static final String MOVED = "SELECT rows, bytes FROM tributary.copy_chunk WHERE id = ?";
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
                    chunk(row),
                    row.getBoolean(8),
                    row.getBoolean(9),
                    row.getLong(10),
                    row.getLong(11)),
            stream.migration(),
            stream.source()));
  }

  private static TableChunk chunk(ResultSet row) throws SQLException {
    return new TableChunk(
        row.getLong(1),
        new TableName(row.getString(2), row.getString(3)),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getLong(7));
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

  /** Takes a chunk until the open transaction ends, unless that is not needed or not possible. */
  ChunkClaim claim(DatabaseSession target, TableChunk chunk) {
    if (target.first(CLAIM, row -> true, chunk.id()).isPresent()) {
      return ChunkClaim.TAKEN;
    }
    return target.first(OPEN, row -> true, chunk.id()).isPresent()
        ? ChunkClaim.HELD
        : ChunkClaim.OVER;
  }

  /**
   * Takes some chunk that nobody copies until the open transaction ends; empty when there is none,
   * or the copy is not offered any more, or anew.
   */
  Optional<TableChunk> take(DatabaseSession target, CopyOffer offer) {
    return target.first(
        TAKE,
        ChunkStore::chunk,
        offer.stream().migration(),
        offer.stream().source(),
        offer.snapshot().orElse(null),
        offer.firstChunk(),
        offer.lastChunk());
  }

  /** What is in the target of a chunk; nothing of one that is not there any more. */
  CopiedAmount moved(DatabaseSession target, TableChunk chunk) {
    return target
        .first(MOVED, row -> new CopiedAmount(row.getLong(1), row.getLong(2)), chunk.id())
        .orElse(new CopiedAmount(0, 0));
  }

  void done(DatabaseSession target, TableChunk chunk, boolean later, CopiedAmount moved) {
    target.update(DONE, later, moved.rows(), moved.bytes(), chunk.id());
  }

  /** Holds off other instances that would cut the tables too, until the transaction ends. */
  void lock(DatabaseSession target) {
    target.first(LOCK, row -> true, stream.migration(), stream.source());
  }
}
