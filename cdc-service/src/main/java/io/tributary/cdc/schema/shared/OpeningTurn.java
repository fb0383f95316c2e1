package io.tributary.cdc.schema.shared;

import io.tributary.common.model.StreamId;
import io.tributary.database.DatabaseSession;

/**
 * Whoever opens or closes the target of a stream takes turns with whoever asks whether it is open.
 * A turn lasts until the end of the transaction. Apply takes none: a question is answered while a
 * batch is being written, however long that takes or is held up.
 */
public final class OpeningTurn {
  private static final String TAKE =
      "SELECT pg_catalog.pg_advisory_xact_lock("
          + "pg_catalog.hashtextextended('tributary.opening ' || ?::text, 0::bigint))";

  private OpeningTurn() {}

  /** Waits for a turn at the database in which the stream's checkpoint is kept. */
  public static void take(DatabaseSession home, StreamId stream) {
    home.list(TAKE, row -> true, stream.toString());
  }
}
