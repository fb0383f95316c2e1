package io.tributary.cdc.source;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.state.StateSchema;
import io.tributary.common.error.Sentences;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.quarantine.QuarantineError;
import io.tributary.database.DatabaseSession;

/**
 * The condition under which a side of a source with a way back is opened, besides that all of the
 * other side has arrived there: no change that somebody has made on it while it was closed waits to
 * be decided upon. It is in its rows, and the other side does not have it.
 *
 * @param way the stream that begins at the side
 */
public record ClosedSideLetters(MovingSource way) {
  private static final String COUNT =
      "SELECT count(*) FROM tributary.dead_letter WHERE migration = ? AND source = ?";

  /** Counts those of a stream that ends in a server, in this moment. */
  public long count(Databases databases) {
    try (DatabaseSession kept = databases.open(way.target())) {
      return StateSchema.exists(kept)
          ? kept.number(COUNT, way.stream().migration(), way.stream().source())
          : 0;
    }
  }

  /**
   * Refuses that the side is opened.
   *
   * @param letters how many wait where the stream ends
   * @throws TributaryException {@link QuarantineError#DEAD_LETTERS}
   */
  public void requireNone(long letters) {
    if (letters > 0) {
      throw new TributaryException(
          QuarantineError.DEAD_LETTERS,
          "%s is not opened: %d changes that were made there past its fence wait as dead letters of stream %s. `GET /migrations/%s/dead-letters?source=%s` lists them; do what each says, then discard it."
              .formatted(
                  Sentences.beginning(way.stream().origin()),
                  letters,
                  way.stream().source(),
                  way.stream().migration(),
                  way.stream().source()),
          way.fields());
    }
  }
}
