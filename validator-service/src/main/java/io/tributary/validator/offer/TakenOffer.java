package io.tributary.validator.offer;

import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.database.DatabaseSession;
import io.tributary.database.OlderSessions;
import io.tributary.validator.range.RangeFinding;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An offer that is held for as long as its range is compared: by a transaction of a session, which
 * the instance that offers the range ends when it does not wait any longer. Thread-safe.
 */
public final class TakenOffer {
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final DatabaseSession session;
  private final RangeOffer offer;
  private long lookedAt = System.nanoTime();
  private boolean lost;

  private TakenOffer(DatabaseSession session, RangeOffer offer) {
    this.session = session;
    this.offer = offer;
  }

  /**
   * Takes a range that nobody compares, if one is offered of the stream; the session is the offer's
   * until {@link #found} or {@link #giveUp}.
   */
  public static Optional<TakenOffer> take(DatabaseSession session, StreamId stream) {
    session.begin();
    Optional<RangeOffer> offer =
        session.first(
            OfferStatements.TAKE,
            row -> OfferStatements.offer(stream, row),
            stream.migration(),
            stream.source());
    if (offer.isEmpty()) {
      session.rollback();
      return Optional.empty();
    }
    session.run(OlderSessions.naming(RangeOffers.HELP, offer.get().id().toString()));
    return offer.map(one -> new TakenOffer(session, one));
  }

  /** What is held. */
  public RangeOffer offer() {
    return offer;
  }

  /** Whether nobody waits for the finding any more. Looks now and then only. */
  public synchronized boolean lost() {
    long now = System.nanoTime();
    if (!lost && now - lookedAt > LOOK_NANOS) {
      lookedAt = now;
      lost = !session.alive();
    }
    return lost;
  }

  /** Writes what was found, and lets the offer go; whether it was still held. */
  public synchronized boolean found(RangeFinding finding) {
    boolean held =
        session.update(OfferStatements.FOUND, Json.text(finding), offer.id().toString()) == 1;
    session.commit();
    return held;
  }

  /** Lets the offer go, for others to take. */
  public synchronized void giveUp() {
    session.rollback();
  }
}
