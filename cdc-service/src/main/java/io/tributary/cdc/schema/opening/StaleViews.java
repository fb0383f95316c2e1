package io.tributary.cdc.schema.opening;

import io.tributary.cdc.schema.state.PreparationItem;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.common.error.TributaryException;
import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.database.DatabaseSession;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The materialized views of a side that was closed while rows were applied to its tables: they hold
 * what they held when it was closed, or when they were made. A note of them is kept in the
 * transaction that opens the side again, and each is refreshed afterwards, when nobody waits: an
 * application that has to have one at once refreshes it as ever.
 *
 * @param session at the side, outside of a transaction but for {@link #note}
 * @param stream the stream that ends there
 * @param schemas of the side's tables
 */
public record StaleViews(DatabaseSession session, StreamId stream, Collection<String> schemas) {

  /** So that those who read a view do not wait behind us for somebody who reads it for long. */
  private static final String LOCK_LIMIT = "SET lock_timeout = '2s'";

  /** Each after those that it reads, also by way of ordinary views; only what was filled before. */
  private static final String FILLED =
      """
      WITH RECURSIVE reading AS (
        SELECT DISTINCT r.ev_class AS view, d.refobjid AS read
          FROM pg_catalog.pg_rewrite r
          JOIN pg_catalog.pg_depend d
            ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = r.oid
           AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid <> r.ev_class
          JOIN pg_catalog.pg_class c ON c.oid = d.refobjid AND c.relkind IN ('v', 'm')
      ), depth AS (
        SELECT c.oid AS view, 0 AS steps FROM pg_catalog.pg_class c
         WHERE c.relkind IN ('v', 'm')
        UNION
        SELECT reading.view, depth.steps + 1 FROM depth JOIN reading ON reading.read = depth.view
         WHERE depth.steps < 100
      )
      SELECT format('REFRESH MATERIALIZED VIEW %s%I.%I',
                    CASE WHEN has_database_privilege(c.relowner, current_database(), 'TEMP')
                          AND EXISTS (SELECT FROM pg_catalog.pg_index i
                                       WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid
                                         AND i.indimmediate AND i.indpred IS NULL
                                         AND i.indexprs IS NULL)
                         THEN 'CONCURRENTLY ' ELSE '' END, n.nspname, c.relname)
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN depth ON depth.view = c.oid
       WHERE c.relkind = 'm' AND c.relispopulated AND pg_catalog.pg_has_role(c.relowner, 'USAGE')
         AND n.nspname = ANY(?)
       GROUP BY n.nspname, c.relname, c.oid, c.relowner ORDER BY max(depth.steps), c.oid\
      """;

  private static final String ANY =
      """
      SELECT c.relname FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'm' AND c.relispopulated AND pg_catalog.pg_has_role(c.relowner, 'USAGE')
         AND n.nspname = ANY(?)\
      """;

  private static final String REFRESHED =
      """
      DELETE FROM tributary.preparation
       WHERE migration = ? AND source = ? AND item = ? AND detail = ?::jsonb\
      """;

  /**
   * Notes them, in the session's transaction.
   *
   * @return how many there are
   */
  public int note() {
    new PreparationJournal(session, stream)
        .keep(PreparationItem.STALE_VIEWS, Map.of("opening", UUID.randomUUID().toString()));
    return session.texts(ANY, (Object) schemas.toArray(String[]::new)).size();
  }

  /**
   * What became of them.
   *
   * @param refreshed how many hold what the tables hold
   * @param failed why others do not, by the statement that was refused
   */
  public record Outcome(int refreshed, Map<String, String> failed) {
    private static final Outcome NOTHING = new Outcome(0, Map.of());
  }

  /**
   * Refreshes those that are noted; a note of a later opening stays, and so does this one while a
   * view cannot be refreshed.
   */
  public Outcome refresh() {
    Optional<Map<?, ?>> noted =
        new PreparationJournal(session, stream)
            .read(PreparationItem.STALE_VIEWS, Map.class)
            .map(detail -> (Map<?, ?>) detail);
    if (noted.isEmpty()) {
      return Outcome.NOTHING;
    }
    List<String> statements = filled();
    session.run(LOCK_LIMIT);
    Map<String, String> failed = new LinkedHashMap<>();
    statements.forEach(sql -> run(sql).ifPresent(why -> failed.put(sql, why)));
    if (failed.isEmpty()) {
      session.update(
          REFRESHED,
          stream.migration(),
          stream.source(),
          PreparationItem.STALE_VIEWS,
          Json.text(noted.get()));
    }
    return new Outcome(statements.size() - failed.size(), failed);
  }

  /** One that is refused keeps no other from being refreshed. */
  private Optional<String> run(String sql) {
    try {
      session.run(sql);
      return Optional.empty();
    } catch (TributaryException e) {
      if (!session.alive()) {
        throw e;
      }
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private List<String> filled() {
    return session.texts(FILLED, (Object) schemas.toArray(String[]::new));
  }
}
