package io.tributary.cdc.source.postgresql.back;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.state.StateSchema;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.WayBackError;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.WalLimit;
import io.tributary.database.DatabaseSession;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the way back of a source was given up, because the target kept too much of its log for
 * it. The target remembers that from before anything is removed, so that nobody makes the stream
 * anew, which would lack what was written meanwhile.
 *
 * @param databases opens connections
 * @param back the way back
 * @param slot its slot at the target
 */
public record ReturnLimit(Databases databases, MovingSource back, String slot) {
  private static final String ITEM = "way-back.given-up";

  /** Measured and decided by one statement: what was seen a moment ago decides nothing. */
  private static final String GIVE_UP =
      """
      INSERT INTO tributary.preparation (migration, source, item, detail, at)
      SELECT ?, ?, ?, pg_catalog.jsonb_build_object('kept', s.kept, 'limit', ?::bigint, 'position', s.position), now()
        FROM (SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), restart_lsn)::bigint AS kept,
                     confirmed_flush_lsn::text AS position
                FROM pg_catalog.pg_replication_slots
               WHERE slot_name = ? AND database = current_database()) s
       WHERE s.kept > ?
      ON CONFLICT (migration, source, item) DO NOTHING\
      """;

  private static final String GIVEN_UP =
      """
      SELECT detail->>'kept', detail->>'limit', detail->>'position',
             to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
        FROM tributary.preparation WHERE migration = ? AND source = ? AND item = ?\
      """;

  private static final String FORGET =
      "DELETE FROM tributary.preparation WHERE migration = ? AND source = ? AND item = ?";

  /** Gives the way back up if the file says so and the target keeps too much in this moment. */
  public void enforce() {
    back.source()
        .wayBack()
        .limit()
        .filter(limit -> limit.beyond() == WalLimit.Beyond.GIVE_UP)
        .ifPresent(this::enforce);
  }

  private void enforce(WalLimit limit) {
    StreamId stream = back.stream();
    long most = limit.maxWalBytes();
    try (DatabaseSession target = target()) {
      target.update(GIVE_UP, stream.migration(), stream.source(), ITEM, most, slot, most);
    }
  }

  /** That it was given up, as the target remembers it. */
  public Optional<ErrorReport> givenUp() {
    StreamId stream = back.stream();
    try (DatabaseSession target = target()) {
      return target.first(
          GIVEN_UP,
          row -> report(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
          stream.migration(),
          stream.source(),
          ITEM);
    }
  }

  private ErrorReport report(String kept, String limit, String position, String at) {
    StreamId stream = back.stream();
    return ErrorReport.of(
        WayBackError.GIVEN_UP,
        "The way back of source %s was given up at %s: the target kept %s bytes of WAL for it, and the file allows %s (way-back.max-wal, beyond: give-up). Nothing that was written to the target behind position %s comes home, and no rollback is possible. Complete the migration when you are done with the source."
            .formatted(stream.opposite().source(), at, kept, limit, position),
        Map.of(
            "migration",
            stream.migration(),
            "source",
            stream.source(),
            "position",
            position,
            "at",
            at));
  }

  /** The migration is over. */
  public void forget() {
    StreamId stream = back.stream();
    try (DatabaseSession target = target()) {
      if (StateSchema.exists(target)) {
        target.update(FORGET, stream.migration(), stream.source(), ITEM);
      }
    }
  }

  private DatabaseSession target() {
    return databases.look(back.source().postgres().connection());
  }
}
