package io.tributary.cdc.copy;

import io.tributary.common.model.StreamId;
import io.tributary.database.DatabaseSession;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Offers of copies, kept in the target. Whoever takes a chunk of an offer holds the offer until the
 * chunk's transaction ends, so that nobody takes one behind {@link #withdraw}.
 */
final class OfferStore {
  /** The purpose after which the sessions of those are named who help. */
  static final String HELP = "copyhelp";

  private static final String THERE =
      "SELECT pg_catalog.to_regclass('tributary.copy_offer') IS NOT NULL";
  private static final String ALL = "SELECT migration, source FROM tributary.copy_offer";
  private static final String OFFER =
      """
      INSERT INTO tributary.copy_offer (migration, source, snapshot, first_chunk, last_chunk)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (migration, source) DO UPDATE
         SET snapshot = excluded.snapshot, first_chunk = excluded.first_chunk,
             last_chunk = excluded.last_chunk\
      """;
  private static final String READ =
      """
      SELECT snapshot, first_chunk, last_chunk FROM tributary.copy_offer
       WHERE migration = ? AND source = ?\
      """;
  private static final String WITHDRAW =
      "DELETE FROM tributary.copy_offer WHERE migration = ? AND source = ?";

  private OfferStore() {}

  /** The streams whose copies are offered in a target. */
  static Set<StreamId> all(DatabaseSession target) {
    if (!target.holds(THERE)) {
      return Set.of();
    }
    return new HashSet<>(target.list(ALL, row -> new StreamId(row.getString(1), row.getString(2))));
  }

  static void offer(DatabaseSession target, CopyOffer offer) {
    target.update(
        OFFER,
        offer.stream().migration(),
        offer.stream().source(),
        offer.snapshot().orElse(null),
        offer.firstChunk(),
        offer.lastChunk());
  }

  static Optional<CopyOffer> read(DatabaseSession target, StreamId stream) {
    return target.first(
        READ,
        row ->
            new CopyOffer(
                stream, Optional.ofNullable(row.getString(1)), row.getLong(2), row.getLong(3)),
        stream.migration(),
        stream.source());
  }

  /** Ends those who help; once this returns nothing of them is left, and nobody helps any more. */
  static void withdraw(DatabaseSession target, StreamId stream) {
    endHelpers(target, stream);
    target.update(WITHDRAW, stream.migration(), stream.source());
  }

  /** What they have not committed is undone, and is there to be copied again. */
  static void endHelpers(DatabaseSession target, StreamId stream) {
    target.endNamed(HELP, stream.toString());
  }
}
