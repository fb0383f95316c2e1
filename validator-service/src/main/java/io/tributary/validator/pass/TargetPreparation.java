package io.tributary.validator.pass;

import io.tributary.common.model.StreamId;
import io.tributary.validator.database.BoundStatement;
import io.tributary.validator.settle.Checkpoint;
import java.sql.Connection;
import java.sql.SQLException;

/** Tells whether a source's part of the target is complete enough to be compared. */
final class TargetPreparation {
  private static final String FINISHED =
      "SELECT 1 FROM tributary.preparation"
          + " WHERE migration = ? AND source = ? AND item = 'schema.finished'";

  private TargetPreparation() {}

  /** Whether all initial rows are in and indexes and constraints are built. */
  static boolean complete(Connection target, StreamId stream) throws SQLException {
    return Checkpoint.read(target, stream).filter(Checkpoint::snapshotComplete).isPresent()
        && BoundStatement.of(FINISHED, stream.migration(), stream.source())
            .first(target, row -> true)
            .isPresent();
  }
}
