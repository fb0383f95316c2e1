package io.tributary.cdc.source.postgresql.fence;

import io.tributary.cdc.schema.shared.OpeningTurn;
import io.tributary.cdc.seal.MessageKeys;
import io.tributary.common.change.MessageSeal;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.MovingSource;
import io.tributary.database.DatabaseSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What the stream that goes the other way is told of its target, which is the database that a fence
 * closes or lets go: whether it is open to its application, in the transaction in which that
 * changes, and how it gets its rows past the fence. Without such a stream it does nothing.
 *
 * @param session at the fenced database
 * @param subject whose fence it is
 */
record SideState(DatabaseSession session, MovingSource subject) {
  /** Apply takes it before it writes, so that it comes before or after. */
  private static final String LOCK =
      "SELECT true FROM tributary.checkpoint WHERE migration = ? AND source = ? FOR UPDATE";

  /**
   * Behind which fence of the other stream's origin this side was open: what that stream brings
   * from behind it, however late, was made on a closed side.
   */
  private static final String LEFT =
      """
      INSERT INTO tributary.preparation (migration, source, item, detail, at)
      SELECT o.migration, o.source, 'left',
             pg_catalog.jsonb_build_object('token', c.fence_token), now()
      FROM tributary.preparation o
      JOIN tributary.checkpoint c ON c.migration = o.migration AND c.source = o.source
      WHERE o.migration = ? AND o.source = ? AND o.item = 'opened'
      ON CONFLICT (migration, source, item) DO UPDATE SET detail = EXCLUDED.detail, at = now()\
      """;

  private static final String CLOSED =
      "DELETE FROM tributary.preparation WHERE migration = ? AND source = ? AND item = 'opened'";

  private static final String OPENED =
      """
      INSERT INTO tributary.preparation (migration, source, item, detail, at)
      VALUES (?, ?, 'opened', '{}', now()) ON CONFLICT DO NOTHING\
      """;

  /** The digest of what lets the other stream's rows through; empty where there is none. */
  String passDigest() {
    return subject.returns()
        ? MessageKeys.kept(session, opposite()).map(SideState::digest).orElse("")
        : "";
  }

  /** The application may not write here any more. */
  void closed() {
    change(LEFT, CLOSED);
  }

  /** The application may write here again. */
  void opened() {
    change(OPENED);
  }

  /** Whoever asks whether this side is open waits from now on, until the transaction ends. */
  void hold() {
    if (subject.returns()) {
      OpeningTurn.take(session, opposite());
    }
  }

  private void change(String... statements) {
    if (subject.returns()) {
      hold();
      StreamId stream = opposite();
      session.list(LOCK, row -> true, stream.migration(), stream.source());
      for (String sql : statements) {
        session.update(sql, stream.migration(), stream.source());
      }
    }
  }

  private StreamId opposite() {
    return subject.stream().opposite();
  }

  private static String digest(MessageSeal seal) {
    try {
      byte[] pass = seal.fencePass().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(pass));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
