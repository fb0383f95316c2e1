package io.tributary.validator.settle;

import io.tributary.common.model.StreamId;
import io.tributary.validator.database.BoundStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * How far the target holds the source's changes, as the target itself says.
 *
 * @param offset record of the change topic up to which all is applied; of the next one, which may
 *     hold several events, some may be
 * @param position commit LSN of the last applied transaction, as a number
 * @param fenceToken the last fence token that was applied, if any
 * @param snapshotComplete whether the initial rows are all in
 */
public record Checkpoint(
    long offset, long position, Optional<String> fenceToken, boolean snapshotComplete) {
  private static final String NO_SUCH_TABLE = "42P01";
  private static final String SQL =
      "SELECT topic_offset, position, fence_token, snapshot_complete"
          + " FROM tributary.checkpoint WHERE migration = ? AND source = ?";

  /** Reads a stream's checkpoint; empty when the target is not prepared. */
  public static Optional<Checkpoint> read(Connection target, StreamId stream) throws SQLException {
    try {
      return BoundStatement.of(SQL, stream.migration(), stream.source())
          .first(
              target,
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
}
