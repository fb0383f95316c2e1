package io.tributary.validator.ledger;

import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.validator.database.BoundStatement;
import io.tributary.validator.database.ReadingSession;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the ledger of one stream in the schema {@code tributary} of the migration's target, or of
 * the home that is the target of the way back. Writes what changed since it wrote last. Used by one
 * thread.
 *
 * <p>An instance that was replaced may write what it knows once more: that is as true as it was,
 * but never replaces what is known of later changes.
 */
public final class LedgerStore implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(LedgerStore.class);

  /** A table or a column: the schema is older than the ledger, or than its ranges. */
  private static final Set<String> MISSING = Set.of("42P01", "42703");

  private static final String READ =
      """
      SELECT table_schema, table_name, shape, compared_up_to, fence_token, cutover_id, verdict,
             begun
        FROM tributary.ledger
       WHERE migration = ? AND source = ?\
      """;
  private static final String KEEP =
      """
      INSERT INTO tributary.ledger AS kept
        (migration, source, table_schema, table_name, shape, compared_up_to, fence_token,
         cutover_id, verdict, begun, at)
      SELECT ?, ?, t.schema, t.name, t.shape, nullif(t.up_to, '')::bigint, nullif(?, ''),
             nullif(?, ''), nullif(t.verdict, ''), nullif(t.begun, ''), pg_catalog.now()
        FROM ROWS FROM (
               pg_catalog.unnest(?::text[]), pg_catalog.unnest(?::text[]),
               pg_catalog.unnest(?::text[]), pg_catalog.unnest(?::text[]),
               pg_catalog.unnest(?::text[]), pg_catalog.unnest(?::text[]))
             AS t (schema, name, shape, up_to, verdict, begun)
      ON CONFLICT (migration, source, table_schema, table_name) DO UPDATE
         SET shape = excluded.shape, compared_up_to = excluded.compared_up_to,
             fence_token = excluded.fence_token, cutover_id = excluded.cutover_id,
             verdict = excluded.verdict, begun = excluded.begun, at = excluded.at
       WHERE kept.fence_token IS DISTINCT FROM excluded.fence_token
          OR coalesce(kept.compared_up_to, -1) <= coalesce(excluded.compared_up_to, -1)
          OR kept.shape <> excluded.shape\
      """;
  private static final String DROP =
      """
      DELETE FROM tributary.ledger
       WHERE migration = ? AND source = ? AND (table_schema, table_name) IN (
             SELECT t.schema, t.name
               FROM ROWS FROM (pg_catalog.unnest(?::text[]), pg_catalog.unnest(?::text[]))
                    AS t (schema, name))\
      """;

  private final StreamId stream;
  private final ReadingSession session;
  private final RangeStatements ranges;
  private final Map<TableName, KeptTable> written = new HashMap<>();
  private boolean missing;

  /** The ledger of a stream; owns the session, which may write. */
  public LedgerStore(StreamId stream, ReadingSession session) {
    this.stream = stream;
    this.session = session;
    this.ranges = new RangeStatements(stream);
  }

  /** What is kept; nothing where the target's schema is older than the ledger. */
  List<KeptTable> read() {
    List<KeptTable> kept = session.read(this::read);
    kept.forEach(table -> written.put(table.table(), table));
    return kept;
  }

  private List<KeptTable> read(Connection connection) throws SQLException {
    try {
      var rangesOf = ranges.read(connection);
      return BoundStatement.of(READ, stream.migration(), stream.source())
          .list(
              connection,
              row -> {
                long upTo = row.getLong(4);
                boolean whole = row.wasNull();
                TableName table = new TableName(row.getString(1), row.getString(2));
                Optional<String> begun = Optional.ofNullable(row.getString(8));
                return new KeptTable(
                    table,
                    row.getString(3),
                    whole ? OptionalLong.empty() : OptionalLong.of(upTo),
                    Optional.ofNullable(row.getString(5)),
                    Optional.ofNullable(row.getString(6)),
                    verdict(row.getString(7)),
                    begun,
                    begun.map(rangesOf.apply(table)).orElse(List.of()));
              });
    } catch (SQLException e) {
      if (MISSING.contains(e.getSQLState())) {
        missing = true;
        return List.of();
      }
      throw e;
    }
  }

  private static Optional<TableVerdict> verdict(@Nullable String json) throws SQLException {
    try {
      return json == null
          ? Optional.empty()
          : Optional.of(Json.mapper().readValue(json, TableVerdict.class));
    } catch (IOException e) {
      throw new SQLException("tributary.ledger holds a verdict that is no JSON", e);
    }
  }

  /** Makes this what is kept. */
  void keep(Collection<KeptTable> now) {
    if (missing) {
      return;
    }
    List<KeptTable> changed =
        now.stream().filter(table -> !table.equals(written.get(table.table()))).toList();
    Map<TableName, KeptTable> gone = new HashMap<>(written);
    now.forEach(table -> gone.remove(table.table()));
    if (changed.isEmpty() && gone.isEmpty()) {
      return;
    }
    try {
      session.commit(
          c -> {
            drop(c, gone.keySet());
            int kept = keep(c, changed);
            for (KeptTable table : changed) {
              ranges.keep(c, table, Optional.ofNullable(written.get(table.table())));
            }
            return kept;
          });
    } catch (SQLException e) {
      // What is known is in memory as well; a later writing, or the first pass after a restart,
      // does.
      LOG.warnf("ledger not kept stream=%s cause=%s", stream, session.failure(e).getMessage());
      return;
    }
    gone.keySet().forEach(written::remove);
    changed.forEach(table -> written.put(table.table(), table));
  }

  private void drop(Connection connection, Collection<TableName> tables) throws SQLException {
    if (!tables.isEmpty()) {
      BoundStatement.of(
              DROP,
              stream.migration(),
              stream.source(),
              tables.stream().map(TableName::schema).toList(),
              tables.stream().map(TableName::name).toList())
          .update(connection);
    }
  }

  private int keep(Connection connection, List<KeptTable> tables) throws SQLException {
    if (tables.isEmpty()) {
      return 0;
    }
    List<String> upTo = new ArrayList<>();
    for (KeptTable table : tables) {
      upTo.add(table.comparedUpTo().isPresent() ? "" + table.comparedUpTo().getAsLong() : "");
    }
    return BoundStatement.of(
            KEEP,
            stream.migration(),
            stream.source(),
            tables.get(0).fenceToken().orElse(""),
            tables.get(0).cutoverId().orElse(""),
            tables.stream().map(table -> table.table().schema()).toList(),
            tables.stream().map(table -> table.table().name()).toList(),
            tables.stream().map(KeptTable::shape).toList(),
            upTo,
            tables.stream().map(table -> table.verdict().map(Json::text).orElse("")).toList(),
            tables.stream().map(table -> table.begun().orElse("")).toList())
        .update(connection);
  }

  @Override
  public void close() {
    session.close();
  }
}
