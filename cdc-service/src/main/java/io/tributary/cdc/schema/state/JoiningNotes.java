package io.tributary.cdc.schema.state;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.database.DatabaseSession;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The refusals of tables that were ordered to join, kept where every restart of a table is, so that
 * whoever waits for one hears of it.
 *
 * @param target the target
 * @param stream the source's
 */
public record JoiningNotes(DatabaseSession target, StreamId stream) {
  /** One that is under way is of an earlier order of a table that joined. */
  private static final String REFUSE =
      """
      INSERT INTO tributary.table_restart AS r
      VALUES (?, ?, ?, ?, 'REFUSED', '{}', '{}', NULL, 0, ?, now())
      ON CONFLICT (migration, source, table_name) DO UPDATE
        SET ordered = excluded.ordered, phase = excluded.phase, position = NULL, rows = 0,
            member_schemas = excluded.member_schemas, member_names = excluded.member_names,
            error = excluded.error, at = now()
        WHERE r.ordered < excluded.ordered AND r.phase IN ('DONE', 'REFUSED')""";

  private static final String REFUSED =
      """
      SELECT table_name, error FROM tributary.table_restart
       WHERE migration = ? AND source = ? AND table_name = ? AND ordered >= ?
         AND phase = 'REFUSED' AND error IS NOT NULL""";

  /** Keeps why a table does not join. */
  public void refuse(String table, long ordered, ErrorReport why) {
    target.run(REFUSE, stream.migration(), stream.source(), table, ordered, Json.text(why));
  }

  /** Of these orders those that were refused. */
  public Map<String, ErrorReport> refused(Map<String, Long> orders) {
    Map<String, ErrorReport> found = new HashMap<>();
    orders.forEach(
        (table, ordered) ->
            target
                .first(
                    REFUSED,
                    row -> row.getString(2),
                    stream.migration(),
                    stream.source(),
                    table,
                    ordered)
                .ifPresent(error -> found.put(table, report(error))));
    return found;
  }

  private static ErrorReport report(String json) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), ErrorReport.class);
  }
}
