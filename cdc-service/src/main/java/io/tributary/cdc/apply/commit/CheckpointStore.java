package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.seal.MessageKeys;
import io.tributary.common.change.MessageSeal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.AppliedTotals;
import io.tributary.common.observed.WayBackError;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.Map;
import java.util.Optional;

/** Reads and moves the checkpoint of a stream. */
public final class CheckpointStore {
  private static final String CREATE =
      """
      INSERT INTO tributary.checkpoint VALUES ($1, $2, -1, 0, NULL, false, 0, 0, 0, 0, now())
      ON CONFLICT (migration, source) DO NOTHING\
      """;
  private static final String READ =
      """
      SELECT topic_offset, position, fence_token, snapshot_complete, snapshot_rows, changes,
             transactions, bytes
      FROM tributary.checkpoint WHERE migration = $1 AND source = $2 FOR UPDATE\
      """;
  private static final String ADVANCE =
      """
      UPDATE tributary.checkpoint
      SET topic_offset = $4, position = $5, fence_token = $6, snapshot_complete = $7,
          snapshot_rows = $8, changes = $9, transactions = $10, bytes = $11, updated_at = now()
      WHERE migration = $1 AND source = $2 AND topic_offset = $3 AND position = $12\
      """;

  /** Moves nothing. Opening the target takes the row's lock too: it comes before or after. */
  private static final String TOUCH =
      "UPDATE tributary.checkpoint SET updated_at = now() WHERE migration = $1 AND source = $2";

  private static final String OPENED =
      """
      SELECT FROM tributary.preparation
      WHERE migration = $1 AND source = $2 AND item = 'opened'\
      """;

  /** Whether the target is open, and the orders of the tables whose changes are held, added up. */
  private static final String OPENED_OR_HELD =
      """
      SELECT EXISTS (SELECT FROM tributary.preparation
                     WHERE migration = $1 AND source = $2 AND item = 'opened'),
             (SELECT coalesce(sum(ordered), 0)::bigint FROM tributary.table_restart
              WHERE migration = $1 AND source = $2 AND phase IN ('HOLDING', 'CATCHING_UP'))\
      """;

  /**
   * The token that the stream has passed, where its target was opened behind that very fence, and
   * whether it is open now.
   */
  private static final String OPENED_BEHIND =
      """
      SELECT c.fence_token, p.item = 'opened' AS open
      FROM tributary.checkpoint c JOIN tributary.preparation p
        ON p.migration = c.migration AND p.source = c.source
      WHERE c.migration = $1 AND c.source = $2
        AND (p.item = 'opened' OR (p.item = 'left' AND p.detail ->> 'token' = c.fence_token))
      ORDER BY open DESC LIMIT 1\
      """;

  private static final String PASS = "SELECT pg_catalog.set_config('tributary.pass', $1, false)";

  private static final String COPIED =
      "SELECT FROM tributary.copy_chunk WHERE migration = $1 AND source = $2 LIMIT 1";

  private final StreamId stream;

  /** The checkpoint of one stream. */
  public CheckpointStore(StreamId stream) {
    this.stream = stream;
  }

  /** The stream. */
  StreamId stream() {
    return stream;
  }

  /**
   * The checkpoint; created when the stream is new. It is read under its lock, so that a commit
   * whose answer was lost counts although the server is still at it.
   */
  public Checkpoint read(ApplySession session) {
    session.query(CREATE, stream.migration(), stream.source());
    Row row = session.query(READ, stream.migration(), stream.source()).iterator().next();
    return new Checkpoint(
        row.getLong("topic_offset"),
        row.getLong("position"),
        row.getString("fence_token"),
        new Checkpoint.Snapshot(row.getBoolean("snapshot_complete"), row.getLong("snapshot_rows")),
        new AppliedTotals(
            row.getLong("changes"), row.getLong("transactions"), row.getLong("bytes")));
  }

  /**
   * Says first in the open transaction that apply writes it: a stream that goes the other way reads
   * the transaction too, and a large one in pieces, before it comes to its end.
   */
  void touch(ApplySession session) {
    session.query(TOUCH, stream.migration(), stream.source());
  }

  /** The seal of the migration's own messages. */
  public MessageSeal seal(ApplySession session) {
    for (Row kept : session.query(MessageKeys.READ_BY_VERTX, stream.migration())) {
      return new MessageSeal(kept.getString(0));
    }
    Row made =
        session
            .query(MessageKeys.MAKE_BY_VERTX, stream.migration(), MessageSeal.newKey())
            .iterator()
            .next();
    return new MessageSeal(made.getString(0));
  }

  /** Lets the session's writes pass the fence of a target that its application has left. */
  void passFence(ApplySession session) {
    session.query(PASS, seal(session).fencePass());
  }

  /**
   * Moves the checkpoint in the open transaction, if nobody else has moved it.
   *
   * @throws TributaryException {@link ApplyError#FENCED_OFF} or {@link
   *     ApplyError#TARGET_WENT_BACK}; the caller must roll back
   */
  void advance(ApplySession session, Checkpoint from, Checkpoint to) {
    RowSet<Row> moved =
        session.query(
            ADVANCE,
            stream.migration(),
            stream.source(),
            from.offset(),
            to.offset(),
            to.position(),
            to.fenceToken(),
            to.snapshotComplete(),
            to.snapshot().rows(),
            to.applied().changes(),
            to.applied().transactions(),
            to.applied().bytes(),
            from.position());
    if (moved.rowCount() != 1) {
      throw moved(stream, from, read(session));
    }
  }

  /**
   * Keeps the target closed until the open transaction has ended.
   *
   * @throws TributaryException {@link WayBackError#WRITE_LOST}; the caller must roll back
   */
  void requireClosed(ApplySession session, ErrorReport behindFence) {
    if (!holdClosed(session)) {
      throw lost(stream, Optional.of(behindFence));
    }
  }

  /**
   * Makes sure, behind {@link #advance}, whose lock opening waits for, that no change of the source
   * gets into a target that is open, whatever the stream says of the fence; nor past another
   * instance that has begun to hold changes meanwhile, which need not move the checkpoint.
   *
   * @param heldOrders the orders of the tables whose changes are held, added up, as far as is known
   * @throws TributaryException {@link WayBackError#WRITE_LOST} or {@link ApplyError#FENCED_OFF};
   *     the caller must roll back
   */
  void requireUnopened(ApplySession session, long heldOrders) {
    Row row = session.query(OPENED_OR_HELD, stream.migration(), stream.source()).iterator().next();
    if (row.getBoolean(0)) {
      throw lost(stream, Optional.empty());
    }
    if (row.getLong(1) != heldOrders) {
      throw new TributaryException(
          ApplyError.FENCED_OFF,
          "Another instance applies %s: it has begun a table anew, or ended that. This instance has rolled back and stopped; run only one cdc-service, or order resume when the other one is gone."
              .formatted(stream),
          Map.of("source", stream.source()));
    }
  }

  /**
   * A change has come too late: the side that it would go to is open to its application.
   *
   * @param behindFence what the stream's side changed although its fence stands, if it is that
   */
  public static TributaryException lost(StreamId stream, Optional<ErrorReport> behindFence) {
    return behindFence
        .map(
            found ->
                new TributaryException(
                    WayBackError.WRITE_LOST,
                    found.message()
                        + " The change was not applied, because %s is open to its application: it exists at %s only. Carry it over by hand; nothing after it is watched."
                            .formatted(stream.destination(), stream.origin()),
                    found.fields()))
        .orElseGet(
            () ->
                new TributaryException(
                    WayBackError.WRITE_LOST,
                    "A change of %1$s was not applied, because %2$s is open to its application: it exists at %1$s only. See which rows are newer there, and carry them over by hand; nothing after it is watched."
                        .formatted(stream.origin(), stream.destination()),
                    Map.of("migration", stream.migration(), "source", stream.source())));
  }

  /** A table of a closed file is sent again as a whole: what was changed in it is not known. */
  static TributaryException readAnew(StreamId stream, TableName table) {
    return new TributaryException(
        WayBackError.WRITE_LOST,
        "Table %1$s of %2$s is read again as a whole, because triggers of the file were dropped behind its fence, so nobody knows what was changed in it. Nothing of it was applied, because %3$s was opened: see which rows are newer at %2$s, and carry them over by hand; nothing after it is watched."
            .formatted(table.display(), stream.origin(), stream.destination()),
        Map.of(
            "migration", stream.migration(),
            "source", stream.source(),
            "table", table.display()));
  }

  /**
   * Makes sure that nobody has begun to copy the source's tables; the open transaction must have
   * moved the checkpoint, which holds everybody off.
   *
   * @throws TributaryException {@link ApplyError#FENCED_OFF}; the caller must roll back
   */
  void requireUncopied(ApplySession session, Checkpoint expected) {
    if (session.query(COPIED, stream.migration(), stream.source()).size() > 0) {
      throw fencedOff(stream, expected);
    }
  }

  /**
   * Keeps everybody else from applying the stream and from opening its target until the open
   * transaction has ended.
   *
   * @return whether the target is closed to its application
   */
  boolean holdClosed(ApplySession session) {
    touch(session);
    return !open(session);
  }

  /**
   * The fence behind which the target was opened, if it was opened since the stream has passed
   * that: what comes behind it was made on a closed side. Holds for the open transaction, as {@link
   * #holdClosed} does. Empty where the target has never been opened behind it.
   */
  Optional<PassedFence> openedBehind(ApplySession session) {
    touch(session);
    for (Row row : session.query(OPENED_BEHIND, stream.migration(), stream.source())) {
      String token = row.getString("fence_token");
      if (token != null) {
        return Optional.of(new PassedFence(token, row.getBoolean("open")));
      }
    }
    return Optional.empty();
  }

  /**
   * A fence of the source behind which the target was opened.
   *
   * @param open whether the target is open now; else it was closed again meanwhile
   */
  record PassedFence(String token, boolean open) {}

  /** Whether the target is open to its application; without a lock that may change at any time. */
  public boolean open(ApplySession session) {
    return session.query(OPENED, stream.migration(), stream.source()).size() > 0;
  }

  /**
   * The stream is not where it was left: the target went back in time, or another instance applies
   * it.
   */
  static TributaryException moved(StreamId stream, Checkpoint expected, Checkpoint found) {
    if (!found.wentBackFrom(expected)) {
      return fencedOff(stream, expected);
    }
    return new TributaryException(
        ApplyError.TARGET_WENT_BACK,
        "%s was applied up to offset %d, and its checkpoint is at offset %d: %s went back in time, as a promoted standby does that lacked commits, or a restored backup. The stream goes on from there."
            .formatted(stream, expected.offset(), found.offset(), stream.destination()),
        Map.of("migration", stream.migration(), "source", stream.source()));
  }

  /** Another instance applies this stream. */
  public static TributaryException fencedOff(StreamId stream, Checkpoint expected) {
    return new TributaryException(
        ApplyError.FENCED_OFF,
        "Another instance applies "
            + stream
            + ": the checkpoint is no longer at offset "
            + expected.offset()
            + ". This instance has rolled back and stopped; run only one cdc-service, or order"
            + " resume when the other one is gone.",
        Map.of("source", stream.source()));
  }
}
