package io.tributary.validator.offer;

import io.tributary.common.json.Json;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.StreamId;
import io.tributary.database.DatabaseSession;
import io.tributary.validator.database.SessionOpener;
import io.tributary.validator.range.RangeFinding;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * The ranges that one run offers. It takes findings of offers of its own alone, so that nothing is
 * taken that was found for an earlier run, or for another instance. Owns its session; used by one
 * thread.
 */
public final class RangeOffers implements AutoCloseable {
  /** The purpose after which the sessions are named that hold an offer, beside its id. */
  static final String HELP = "rangehelp";

  private static final long END_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long END_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final DatabaseSession session;
  private final StreamId stream;
  private final UUID offering = UUID.randomUUID();

  private RangeOffers(DatabaseSession session, StreamId stream) {
    this.session = session;
    this.stream = stream;
  }

  /**
   * Nothing is offered yet, and what earlier runs of the stream have offered is not any more; empty
   * where the database is not prepared for offers.
   */
  public static Optional<RangeOffers> begin(DatabaseSession session, StreamId stream) {
    RangeOffers offers = new RangeOffers(session, stream);
    try {
      if (session.holds(OfferStatements.THERE)) {
        offers.clear();
        return Optional.of(offers);
      }
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
    session.close();
    return Optional.empty();
  }

  /** The streams of which ranges are offered in a database, by whichever instance. */
  public static Set<StreamId> streams(SessionOpener sessions, DatabaseAddress target) {
    try (DatabaseSession session = sessions.openForOffers(target)) {
      return session.holds(OfferStatements.THERE)
          ? new HashSet<>(
              session.list(
                  OfferStatements.STREAMS, row -> new StreamId(row.getString(1), row.getString(2))))
          : Set.of();
    }
  }

  /** Ends those who compare what a run has offered that is over: nobody takes what they find. */
  private void clear() {
    for (String id :
        session.texts(OfferStatements.OF_STREAM, stream.migration(), stream.source())) {
      end(id);
    }
  }

  /** The run that offers. */
  public UUID offering() {
    return offering;
  }

  /** Offers a range. */
  public void offer(RangeOffer offer) {
    session.update(OfferStatements.OFFER, OfferStatements.values(offer));
  }

  /** The offers that there still are, each with what was found, if anything was. */
  public Map<UUID, Optional<String>> findings() {
    return session
        .list(
            OfferStatements.FINDINGS,
            row ->
                Map.entry(UUID.fromString(row.getString(1)), Optional.ofNullable(row.getString(2))),
            offering.toString())
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Those that nobody compares at this moment, and nobody has compared. */
  public Set<UUID> free() {
    return new HashSet<>(
        session.list(
            OfferStatements.FREE, row -> UUID.fromString(row.getString(1)), offering.toString()));
  }

  /** Withdraws an offer, unless somebody compares its range, or has; whether it is withdrawn. */
  public boolean withdraw(UUID id) {
    return session.update(OfferStatements.WITHDRAW, id.toString()) > 0;
  }

  /** Removes an offer whose finding is taken, or nobody waits for; and ends who compares it. */
  public void end(UUID id) {
    end(id.toString());
  }

  /** One who is ended needs a moment to let the offer go. */
  private void end(String id) {
    long until = System.nanoTime() + END_LIMIT_NANOS;
    while (session.update(OfferStatements.DROP, id) == 0
        && session.holds(OfferStatements.HELD, id)
        && System.nanoTime() < until) {
      session.endNamed(HELP, id);
      LockSupport.parkNanos(END_POLL_NANOS);
    }
  }

  /** What a finding says that was written into an offer. */
  public static RangeFinding read(String finding) {
    return Json.read(finding.getBytes(StandardCharsets.UTF_8), RangeFinding.class);
  }

  @Override
  public void close() {
    session.close();
  }
}
