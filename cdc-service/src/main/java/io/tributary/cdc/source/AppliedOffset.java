package io.tributary.cdc.source;

import io.tributary.cdc.database.Databases;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.MovingSource;
import io.tributary.database.DatabaseSession;
import java.util.Optional;

/** Reads how far a stream is applied, from the server where its rows go, in this moment. */
public final class AppliedOffset {
  private static final String READ =
      """
      SELECT topic_offset FROM tributary.checkpoint
      WHERE migration = ? AND source = ? AND snapshot_complete\
      """;

  private AppliedOffset() {}

  /**
   * The last record of which everything is applied, empty before the first copy is complete.
   * Blocking.
   *
   * @throws TributaryException the target cannot be asked
   */
  public static Optional<Long> read(Databases databases, MovingSource moving) {
    try (DatabaseSession target = databases.look(moving.target())) {
      return target.first(
          READ, row -> row.getLong(1), moving.stream().migration(), moving.stream().source());
    }
  }
}
