package io.tributary.cdc.apply.restart;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.deadletter.ParkedChangeJson;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.common.change.ChangeRecord;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.ChangeRecord.Truncate;
import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One stream's part of the table of held changes. */
final class HeldChangeStore {
  private static final long PAGE_ROWS = 2_000;
  private static final long PAGE_BYTES = 8 << 20;

  private static final String ADD =
      """
      INSERT INTO tributary.held_change
        (migration, source, table_name, position, topic_offset, change)
      SELECT $1, $2, u.t, u.p, u.o, u.c
      FROM unnest($3::text[], $4::bigint[], $5::bigint[], $6::text[])
        WITH ORDINALITY AS u(t, p, o, c, i) ORDER BY u.i""";

  private static final String PLACE =
      """
      UPDATE tributary.held_change SET position = $3
      WHERE migration = $1 AND source = $2 AND position IS NULL""";

  private static final String DROP_BEFORE =
      """
      DELETE FROM tributary.held_change
      WHERE migration = $1 AND source = $2 AND table_name = $3 AND position < $4""";

  /** The two halves of a key change lie beside each other, so a page has room for two at least. */
  private static final String PAGE =
      """
      SELECT id, topic_offset, change FROM (
        SELECT id, topic_offset, change, row_number() OVER w AS place,
               sum(octet_length(change)) OVER w AS bytes
        FROM (SELECT id, topic_offset, change FROM tributary.held_change
              WHERE migration = $1 AND source = $2 AND table_name = $3
              ORDER BY id LIMIT $4) first
        WINDOW w AS (ORDER BY id)) sized
      WHERE place <= 2 OR bytes <= $5 ORDER BY id""";

  private static final String REMOVE =
      """
      DELETE FROM tributary.held_change
      WHERE migration = $1 AND source = $2 AND table_name = $3 AND id <= $4""";

  private final StreamId stream;

  HeldChangeStore(StreamId stream) {
    this.stream = stream;
  }

  /**
   * A change that is to be held.
   *
   * @param table the table that begins anew, which the changed one may be a partition of
   * @param position of the commit; null where that is not known yet
   */
  record Holding(String table, @Nullable Long position, StreamRecord record) {}

  /** A held change and its number. */
  record Held(long id, StreamRecord record) {}

  /** Adds changes in their order. */
  void add(ApplySession session, List<Holding> changes) {
    session.query(
        ADD,
        stream.migration(),
        stream.source(),
        changes.stream().map(Holding::table).toArray(String[]::new),
        changes.stream().map(Holding::position).toArray(Long[]::new),
        changes.stream().map(held -> held.record().offset()).toArray(Long[]::new),
        changes.stream().map(held -> json(held.record().change())).toArray(String[]::new));
  }

  /** Says where those were committed that were added without it. */
  void place(ApplySession session, long position) {
    session.query(PLACE, stream.migration(), stream.source(), position);
  }

  /** Drops what is in the rows already that were read at a position. */
  void dropBefore(ApplySession session, String table, long position) {
    session.query(DROP_BEFORE, stream.migration(), stream.source(), table, position);
  }

  /** The first changes, up to a number and about a number of bytes. */
  List<Held> page(ApplySession session, String table) {
    List<Held> held = new ArrayList<>();
    for (Row row :
        session.query(PAGE, stream.migration(), stream.source(), table, PAGE_ROWS, PAGE_BYTES)) {
      held.add(
          new Held(
              row.getLong("id"),
              new StreamRecord(row.getLong("topic_offset"), 0, change(row.getString("change")))));
    }
    if (held.size() > 1 && held.get(held.size() - 1).record().firstHalf()) {
      // Its second half opens the next page; together they go with that.
      held.remove(held.size() - 1);
    }
    return held;
  }

  void remove(ApplySession session, String table, long upTo) {
    session.query(REMOVE, stream.migration(), stream.source(), table, upTo);
  }

  private static String json(ChangeRecord change) {
    return change instanceof RowChange row
        ? ParkedChangeJson.write(row)
        : ParkedChangeJson.emptied(((Truncate) change).table());
  }

  private static ChangeRecord change(String json) {
    Map<?, ?> members = Json.read(json.getBytes(StandardCharsets.UTF_8), Map.class);
    return "TRUNCATE".equals(members.get("op"))
        ? new Truncate(
            new TableName(
                String.valueOf(members.get("schema")), String.valueOf(members.get("table"))),
            0,
            0,
            0)
        : ParkedChangeJson.read(json);
  }
}
