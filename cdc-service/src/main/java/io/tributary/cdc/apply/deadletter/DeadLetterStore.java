package io.tributary.cdc.apply.deadletter;

import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.common.model.StreamId;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One stream's part of the table of dead letters. */
public final class DeadLetterStore {
  private static final int KEYS_AT_ONCE = 10_000;
  private static final String ADD =
      """
      INSERT INTO tributary.dead_letter
        (migration, source, table_name, row_key, topic_offset, position, change, cause, at)
      SELECT $1, $2, $3, $4, $5, $6, $7::text::jsonb || CASE WHEN $9::text IS NULL THEN '{}'::jsonb
               ELSE jsonb_build_object('otherKey', $9::text) END, $8::text::jsonb, now()""";

  /**
   * The server tells rows apart as {@link ParkedKeySet} does, so that no key is sent: that of a
   * table without key is the whole row.
   */
  private static final String KEYS =
      """
      SELECT id, sha256(named || convert_to(row_key, 'UTF8')) AS row,
             sha256(named || convert_to(change ->> 'otherKey', 'UTF8')) AS other_row
        FROM (SELECT id, row_key, change,
                     int4send(octet_length(convert_to(table_name, 'UTF8')))
                       || convert_to(table_name, 'UTF8') AS named
                FROM tributary.dead_letter
               WHERE migration = $1 AND source = $2 AND id > $3
                 AND cause ->> 'code' IS DISTINCT FROM '%s'
               ORDER BY id LIMIT %d) page
       ORDER BY id"""
          .formatted(ApplyError.FOREIGN_WRITE.code(), KEYS_AT_ONCE);

  private static final String COUNT =
      "SELECT count(*) FROM tributary.dead_letter WHERE migration = $1 AND source = $2";

  /** The two halves of a key change lie beside each other, so a page has room for two at least. */
  private static final String PAGE =
      """
      SELECT id, topic_offset, change FROM (
        SELECT id, topic_offset, change, row_number() OVER w AS place,
               sum(octet_length(change)) OVER w AS bytes
        FROM (SELECT id, topic_offset, change::text AS change FROM tributary.dead_letter
              WHERE migration = $1 AND source = $2 AND id > $3
                AND cause ->> 'code' IS DISTINCT FROM '%s' ORDER BY id LIMIT $4) behind
        WINDOW w AS (ORDER BY id)) sized
      WHERE place <= 2 OR bytes <= $5 ORDER BY id"""
          .formatted(ApplyError.FOREIGN_WRITE.code());

  private static final String REMOVE =
      "DELETE FROM tributary.dead_letter WHERE migration = $1 AND source = $2 AND id = $3";
  private static final String BLAME =
      "UPDATE tributary.dead_letter SET cause = $2::text::jsonb WHERE id = $1";
  private static final String REMOVE_TABLE =
      """
      DELETE FROM tributary.dead_letter
      WHERE migration = $1 AND source = $2 AND table_name = $3
        AND cause ->> 'code' IS DISTINCT FROM '%s'"""
          .formatted(ApplyError.FOREIGN_WRITE.code());
  private static final String DISCARD_FOREIGN =
      """
      DELETE FROM tributary.dead_letter
      WHERE migration = $1 AND source = $2 AND id = $3 AND cause ->> 'code' = '%s'"""
          .formatted(ApplyError.FOREIGN_WRITE.code());

  private static final String REMOVE_ALL =
      "DELETE FROM tributary.dead_letter WHERE migration = $1 AND source = $2";

  private final StreamId stream;

  public DeadLetterStore(StreamId stream) {
    this.stream = stream;
  }

  void add(ApplySession session, DeadLetter letter) {
    session.query(
        ADD,
        stream.migration(),
        stream.source(),
        letter.key().table(),
        letter.key().key(),
        letter.offset(),
        letter.position(),
        letter.change(),
        letter.cause(),
        letter.otherKey() == null ? null : letter.otherKey().key());
  }

  /** The rows that wait for a replay; a change that nobody applies again holds none up. */
  ParkedKeySet keys(ApplySession session) {
    ParkedKeySet out = new ParkedKeySet();
    long after = 0;
    int rows;
    do {
      rows = 0;
      for (Row row : session.query(KEYS, stream.migration(), stream.source(), after)) {
        rows++;
        after = row.getLong("id");
        out.add(row.getBuffer("row").getBytes());
        if (row.getBuffer("other_row") != null) {
          out.add(row.getBuffer("other_row").getBytes());
        }
      }
    } while (rows == KEYS_AT_ONCE);
    return out;
  }

  public long count(ApplySession session) {
    return session.query(COUNT, stream.migration(), stream.source()).iterator().next().getLong(0);
  }

  /** A change that waits. */
  record Waiting(long id, long offset, String change) {}

  /** The first ones behind an id, up to a number and about a number of bytes. */
  List<Waiting> page(ApplySession session, long after, long rows, long bytes) {
    List<Waiting> out = new ArrayList<>();
    for (Row row : session.query(PAGE, stream.migration(), stream.source(), after, rows, bytes)) {
      out.add(new Waiting(row.getLong("id"), row.getLong("topic_offset"), row.getString("change")));
    }
    return out;
  }

  /** Gives up changes that were made on a closed side; those of other numbers stay. */
  public void discardForeign(ApplySession session, Set<Long> ids) {
    ids.forEach(id -> session.query(DISCARD_FOREIGN, stream.migration(), stream.source(), id));
  }

  void remove(ApplySession session, long id) {
    session.query(REMOVE, stream.migration(), stream.source(), id);
  }

  /** The change is refused for this reason now. */
  void blame(ApplySession session, long id, String cause) {
    session.query(BLAME, id, cause);
  }

  void removeAll(ApplySession session) {
    session.query(REMOVE_ALL, stream.migration(), stream.source());
  }

  /** Forgets those of a table of the target, but not what somebody has made on a closed side. */
  public void removeTable(ApplySession session, String table) {
    session.query(REMOVE_TABLE, stream.migration(), stream.source(), table);
  }
}
