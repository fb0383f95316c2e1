package io.tributary.validator.settle;

import io.tributary.common.model.StreamId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Up to where the target holds the source's changes, as the target itself says.
 *
 * @param offset record of the change topic up to which all is applied; of the next one, which may
 *     hold several events, some may be
 * @param position commit LSN of the last applied transaction, as a number
 * @param fenceToken last fence token passed, null before the first
 * @param snapshotComplete whether the initial rows are all in
 */
public record Checkpoint(long offset, long position, String fenceToken, boolean snapshotComplete) {
  private static final String NO_SUCH_TABLE = "42P01";
  private static final String SQL =
      "SELECT topic_offset, position, fence_token, snapshot_complete"
          + " FROM tributary.checkpoint WHERE migration = ? AND source = ?";

  /** Reads it; empty when nobody has prepared the target yet. */
  public static Optional<Checkpoint> read(Connection target, StreamId stream) throws SQLException {
    try (PreparedStatement statement = target.prepareStatement(SQL)) {
      statement.setString(1, stream.migration());
      statement.setString(2, stream.source());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            ? Optional.of(
                new Checkpoint(
                    rows.getLong(1), rows.getLong(2), rows.getString(3), rows.getBoolean(4)))
            : Optional.empty();
      }
    } catch (SQLException e) {
      if (NO_SUCH_TABLE.equals(e.getSQLState())) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
