package io.tributary.cdc.schema.state;

import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.database.DatabaseSession;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records in {@code tributary.preparation} of the target what was done for one source. A record
 * joins the session's transaction.
 *
 * @param session the target
 * @param stream the source
 */
public record PreparationJournal(DatabaseSession session, StreamId stream) {

  /** Whether the target is open to its application, or was before a rollback. */
  public boolean wasOpen() {
    return has(PreparationItem.OPENED) || has(PreparationItem.LEFT);
  }

  /** Whether something was kept. */
  public boolean has(String item) {
    return session.holds(
        """
        SELECT true FROM tributary.preparation
         WHERE migration = ? AND source = ? AND item = ?\
        """,
        stream.migration(),
        stream.source(),
        item);
  }

  /** What was kept. */
  public <T> Optional<T> read(String item, Class<T> type) {
    return session
        .first(
            """
            SELECT detail::text FROM tributary.preparation
             WHERE migration = ? AND source = ? AND item = ?\
            """,
            row -> row.getString(1),
            stream.migration(),
            stream.source(),
            item)
        .map(json -> parse(json, type));
  }

  /** Items of this source below a prefix: the rest of the name to the record. */
  public <T> Map<String, T> below(String prefix, Class<T> type) {
    Map<String, T> found = new LinkedHashMap<>();
    session.list(
        """
        SELECT item, detail::text FROM tributary.preparation
         WHERE migration = ? AND source = ? AND starts_with(item, ?) ORDER BY item\
        """,
        row ->
            found.put(row.getString(1).substring(prefix.length()), parse(row.getString(2), type)),
        stream.migration(),
        stream.source(),
        prefix);
    return found;
  }

  /** The same item of all sources of the migration. */
  public <T> List<T> ofAllSources(String item, Class<T> type) {
    return session.list(
        "SELECT detail::text FROM tributary.preparation WHERE migration = ? AND item = ?",
        row -> parse(row.getString(1), type),
        stream.migration(),
        item);
  }

  /** Whether another source of any migration has the same item. */
  public boolean sharedWithOthers(String item) {
    return session.holds(
        """
        SELECT true FROM tributary.preparation
         WHERE item = ? AND (migration, source) <> (?, ?) LIMIT 1\
        """,
        item,
        stream.migration(),
        stream.source());
  }

  /** Keeps something, instead of what was kept before. */
  public void keep(String item, Object detail) {
    session.run(
        """
        INSERT INTO tributary.preparation (migration, source, item, detail, at)
        VALUES (?, ?, ?, ?::jsonb, now())
        ON CONFLICT (migration, source, item) DO UPDATE SET detail = excluded.detail, at = now()\
        """,
        stream.migration(),
        stream.source(),
        item,
        Json.text(detail));
  }

  /** Forgets what was kept. */
  public void forget(String item) {
    session.run(
        "DELETE FROM tributary.preparation WHERE migration = ? AND source = ? AND item = ?",
        stream.migration(),
        stream.source(),
        item);
  }

  private static <T> T parse(String json, Class<T> type) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), type);
  }
}
