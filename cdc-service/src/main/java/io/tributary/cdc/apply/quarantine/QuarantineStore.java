package io.tributary.cdc.apply.quarantine;

import io.tributary.cdc.apply.convert.RefusedRow;
import io.tributary.cdc.apply.convert.SourceKey;
import io.tributary.cdc.apply.convert.SourceRowJson;
import io.tributary.cdc.apply.convert.SourceState;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.session.TargetCalls;
import io.tributary.common.change.RowImage;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.Source;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** One stream's part of the table of quarantined rows. */
public final class QuarantineStore {
  private static final String PUT =
      """
      INSERT INTO tributary.quarantine
        (migration, source, source_table, source_key, source_column, reason, detail, source_row,
         position, at)
      SELECT $1, $2, u.t, u.k::jsonb, u.c, u.r, u.d, u.s::jsonb, u.p::bigint, now()
      FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                  $9::text[]) AS u(t, k, c, r, d, s, p)
      ON CONFLICT (migration, source, source_table, key_digest) DO UPDATE
      SET source_column = excluded.source_column, reason = excluded.reason,
          detail = excluded.detail, source_row = excluded.source_row,
          position = excluded.position, at = excluded.at\
      """;
  private static final String REMOVE =
      """
      DELETE FROM tributary.quarantine q
      USING unnest($3::text[], $4::text[]) AS u(t, k)
      WHERE q.migration = $1 AND q.source = $2 AND q.source_table = u.t
        AND q.key_digest = md5(u.k::jsonb::text)\
      """;
  private static final String REMOVE_TABLE =
      "DELETE FROM tributary.quarantine WHERE migration = $1 AND source = $2 AND source_table = $3";
  private static final String REMOVE_ALL =
      "DELETE FROM tributary.quarantine WHERE migration = $1 AND source = $2";
  private static final String ANY =
      "SELECT source_table FROM tributary.quarantine WHERE migration = $1 AND source = $2 LIMIT 1";
  private static final String RELEASED = " RETURNING source_table";
  private static final String KEYS =
      """
      SELECT source_table, source_key::text AS source_key FROM tributary.quarantine
      WHERE migration = $1 AND source = $2\
      """;
  private static final String ROWS =
      """
      SELECT source_table, source_key::text AS source_key, source_row::text AS source_row, position
      FROM tributary.quarantine WHERE migration = $1 AND source = $2\
      """;
  private static final String IN_ORDER = " ORDER BY position, at, source_table, key_digest";

  private final StreamId stream;
  private final Source source;

  /**
   * The store of one stream.
   *
   * @param source whose rows they are; its schemas tell where in a table's name the schema ends
   */
  public QuarantineStore(StreamId stream, Source source) {
    this.stream = stream;
    this.source = source;
  }

  /** Keys of all rows. */
  Set<SourceKey> keys(ApplySession session) {
    Set<SourceKey> out = new HashSet<>();
    for (Row row : session.query(KEYS, stream.migration(), stream.source())) {
      out.add(key(row));
    }
    return out;
  }

  /** Keeps rows aside, or their newer states. Each key once. */
  public void put(TargetCalls target, Collection<RefusedRow> rows) {
    target.call(
        PUT,
        stream.migration(),
        stream.source(),
        texts(rows, refusal -> refusal.key().table().display()),
        texts(rows, refusal -> refusal.key().json()),
        texts(rows, RefusedRow::column),
        texts(rows, refusal -> refusal.reason().name()),
        texts(rows, RefusedRow::detail),
        texts(rows, refusal -> SourceRowJson.write(refused(refusal))),
        texts(rows, refusal -> String.valueOf(refusal.position())));
  }

  private static RowImage refused(RefusedRow refusal) {
    return Objects.requireNonNull(refusal.row(), "a refused row is put with its values");
  }

  void remove(ApplySession session, Collection<SourceKey> keys) {
    session.query(
        REMOVE,
        stream.migration(),
        stream.source(),
        texts(keys, key -> key.table().display()),
        texts(keys, SourceKey::json));
  }

  void removeTable(ApplySession session, TableName table) {
    session.query(REMOVE_TABLE, stream.migration(), stream.source(), table.display());
  }

  /**
   * Lets rows go that the source does not have any more as they were refused.
   *
   * @param tables those of which it has no such row at all
   * @return whether one of them was kept aside
   */
  public boolean release(
      TargetCalls target, Collection<SourceKey> keys, Collection<TableName> tables) {
    if (target.call(ANY, stream.migration(), stream.source()).isEmpty()) {
      return false;
    }
    boolean found =
        !target
            .call(
                REMOVE + RELEASED,
                stream.migration(),
                stream.source(),
                texts(keys, key -> key.table().display()),
                texts(keys, SourceKey::json))
            .isEmpty();
    for (TableName table : tables) {
      found |=
          !target
              .call(REMOVE_TABLE + RELEASED, stream.migration(), stream.source(), table.display())
              .isEmpty();
    }
    return found;
  }

  void removeAll(ApplySession session) {
    session.query(REMOVE_ALL, stream.migration(), stream.source());
  }

  /**
   * Hands over all rows as they are when the open transaction asks, in the order in which they came
   * and so many at once: there may be more than memory holds.
   */
  public void each(ApplySession session, int atOnce, Consumer<List<SourceState>> taken) {
    session.query(
        "DECLARE quarantined NO SCROLL CURSOR FOR " + ROWS + IN_ORDER,
        stream.migration(),
        stream.source());
    List<SourceState> piece = kept(session, "FETCH " + atOnce + " FROM quarantined");
    while (!piece.isEmpty()) {
      taken.accept(piece);
      piece = kept(session, "FETCH " + atOnce + " FROM quarantined");
    }
    session.query("CLOSE quarantined");
  }

  /** Rows of a table with this reason. */
  List<SourceState> of(ApplySession session, TableName table, String reason) {
    return kept(
        session,
        ROWS + " AND source_table = $3 AND reason = $4" + IN_ORDER,
        stream.migration(),
        stream.source(),
        table.display(),
        reason);
  }

  /** Rows with this reason that the open transaction itself has put or changed. */
  List<SourceState> justPut(ApplySession session, String reason) {
    return kept(
        session,
        ROWS + " AND reason = $3 AND at = now()" + IN_ORDER,
        stream.migration(),
        stream.source(),
        reason);
  }

  private List<SourceState> kept(ApplySession session, String sql, Object... parameters) {
    List<SourceState> out = new ArrayList<>();
    for (Row row : session.query(sql, parameters)) {
      out.add(
          new SourceState(
              key(row), SourceRowJson.read(row.getString("source_row")), row.getLong("position")));
    }
    return out;
  }

  private SourceKey key(Row row) {
    String table = row.getString("source_table");
    TableName name =
        source
            .tableDisplayed(table)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "A row of "
                            + table
                            + " is kept aside, which "
                            + source.name()
                            + " has not"));
    return SourceKey.read(name, row.getString("source_key"));
  }

  private static <T> String[] texts(Collection<T> rows, Function<T, String> text) {
    return rows.stream().map(text).toArray(String[]::new);
  }
}
