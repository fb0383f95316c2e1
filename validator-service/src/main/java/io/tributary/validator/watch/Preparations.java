package io.tributary.validator.watch;

import io.tributary.common.model.StreamId;
import io.tributary.validator.settle.Checkpoint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Whether a source's part of the target is complete enough to be compared. */
final class Preparations {
  private Preparations() {}

  /** The checkpoint once all initial rows are in and indexes and constraints are built. */
  static Optional<Checkpoint> ready(Connection target, StreamId stream) throws SQLException {
    Optional<Checkpoint> checkpoint =
        Checkpoint.read(target, stream).filter(Checkpoint::snapshotComplete);
    return checkpoint.isPresent() && finished(target, stream) ? checkpoint : Optional.empty();
  }

  private static boolean finished(Connection target, StreamId stream) throws SQLException {
    try (PreparedStatement statement =
        target.prepareStatement(
            "SELECT FROM tributary.preparation"
                + " WHERE migration = ? AND source = ? AND item = 'schema.finished'")) {
      statement.setString(1, stream.migration());
      statement.setString(2, stream.source());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }
}
