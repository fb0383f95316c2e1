package io.tributary.validator.source.postgresql;

import io.tributary.common.model.StreamId;
import io.tributary.validator.database.BoundStatement;
import io.tributary.validator.database.ReadingSession;
import io.tributary.validator.source.end.AppliedPositions;
import io.tributary.validator.source.end.Checkpoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The checkpoint that a PostgreSQL database keeps of a stream that is applied to it.
 *
 * @param session to that database
 * @param stream whose checkpoint
 */
record AppliedTable(ReadingSession session, StreamId stream) implements AppliedPositions {
  private static final String NO_SUCH_TABLE = "42P01";
  private static final String CHECKPOINT =
      "SELECT topic_offset, position, fence_token, snapshot_complete"
          + " FROM tributary.checkpoint WHERE migration = ? AND source = ?";
  private static final String FINISHED =
      "SELECT 1 FROM tributary.preparation"
          + " WHERE migration = ? AND source = ? AND item = 'schema.finished'";

  /** The number of the last order to begin the source anew for which everything was removed. */
  private static final String BEGUN_ANEW =
      "SELECT detail::text::bigint FROM tributary.preparation"
          + " WHERE migration = ? AND source = ? AND item = 'restarted'";

  private static final String TABLE_ANEW =
      "SELECT 1 FROM tributary.table_restart WHERE migration = ? AND source = ?"
          + " AND table_name = ? AND ordered >= ? AND phase IN ('DONE', 'REFUSED')";

  @Override
  public Optional<Checkpoint> checkpoint() {
    return session.read(this::in);
  }

  /** The checkpoint that the snapshot of a connection sees. */
  Optional<Checkpoint> in(Connection connection) throws SQLException {
    try {
      return BoundStatement.of(CHECKPOINT, stream.migration(), stream.source())
          .first(
              connection,
              row ->
                  new Checkpoint(
                      row.getLong(1),
                      row.getLong(2),
                      Optional.ofNullable(row.getString(3)),
                      row.getBoolean(4)));
    } catch (SQLException e) {
      if (NO_SUCH_TABLE.equals(e.getSQLState())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * All initial rows are in, and indexes and constraints are built. The target alone remembers that
   * a source has begun anew; its way back goes by the rows of the way out.
   */
  @Override
  public boolean complete(long restart) {
    return session.read(
        c ->
            in(c).filter(Checkpoint::snapshotComplete).isPresent()
                && (restart == 0 || stream.goesBack() || begunAnew(c) >= restart)
                && BoundStatement.of(FINISHED, stream.migration(), stream.source())
                    .first(c, row -> true)
                    .isPresent());
  }

  @Override
  public boolean restarted(String table, long order) {
    return session.read(
        c ->
            BoundStatement.of(TABLE_ANEW, stream.migration(), stream.source(), table, order)
                .first(c, row -> true)
                .isPresent());
  }

  private long begunAnew(Connection connection) throws SQLException {
    return BoundStatement.of(BEGUN_ANEW, stream.migration(), stream.source())
        .first(connection, row -> row.getLong(1))
        .orElse(0L);
  }
}
