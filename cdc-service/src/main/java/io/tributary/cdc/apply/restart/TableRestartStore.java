package io.tributary.cdc.apply.restart;

import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One stream's part of the table of tables that begin anew. */
final class TableRestartStore {
  private static final String READ =
      """
      SELECT table_name, ordered, phase, member_schemas, member_names, position, rows, error
      FROM tributary.table_restart WHERE migration = $1 AND source = $2 ORDER BY ordered, table_name""";

  /** A later order of a table takes the place of an earlier one. */
  private static final String BEGIN =
      """
      INSERT INTO tributary.table_restart AS r
      VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, 0, $8, now())
      ON CONFLICT (migration, source, table_name) DO UPDATE
        SET ordered = excluded.ordered, phase = excluded.phase, position = NULL, rows = 0,
            member_schemas = excluded.member_schemas, member_names = excluded.member_names,
            error = excluded.error, at = now()
        WHERE r.ordered < excluded.ordered""";

  private static final String MOVE =
      """
      UPDATE tributary.table_restart SET phase = $6, position = $7, rows = $8, at = now()
      WHERE migration = $1 AND source = $2 AND table_name = $3 AND ordered = $4 AND phase = $5""";

  private final StreamId stream;

  TableRestartStore(StreamId stream) {
    this.stream = stream;
  }

  List<TableRestart> read(ApplySession session) {
    List<TableRestart> found = new ArrayList<>();
    for (Row row : session.query(READ, stream.migration(), stream.source())) {
      Long position = row.getLong("position");
      found.add(
          new TableRestart(
              row.getString("table_name"),
              row.getLong("ordered"),
              TableRestart.Phase.valueOf(row.getString("phase")),
              members(row),
              position == null ? 0 : position,
              row.getLong("rows"),
              error(row.getString("error"))));
    }
    return found;
  }

  private static List<TableName> members(Row row) {
    String[] schemas = row.getArrayOfStrings("member_schemas");
    String[] names = row.getArrayOfStrings("member_names");
    List<TableName> members = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      members.add(new TableName(schemas[i], names[i]));
    }
    return members;
  }

  private static @Nullable ErrorReport error(@Nullable String json) {
    return json == null
        ? null
        : Json.read(json.getBytes(StandardCharsets.UTF_8), ErrorReport.class);
  }

  /** Takes up an order; whether no other instance has taken up that or a later one. */
  boolean begin(ApplySession session, TableRestart restart) {
    return session
            .query(
                BEGIN,
                stream.migration(),
                stream.source(),
                restart.table(),
                restart.ordered(),
                restart.phase().name(),
                restart.members().stream().map(TableName::schema).toArray(String[]::new),
                restart.members().stream().map(TableName::name).toArray(String[]::new),
                restart.error() == null ? null : Json.text(restart.error()))
            .rowCount()
        == 1;
  }

  /** Goes on to another phase; whether it was in the one before. */
  boolean move(ApplySession session, TableRestart from, TableRestart to) {
    return session
            .query(
                MOVE,
                stream.migration(),
                stream.source(),
                from.table(),
                from.ordered(),
                from.phase().name(),
                to.phase().name(),
                to.position() == 0 ? null : (Long) to.position(),
                to.rows())
            .rowCount()
        == 1;
  }
}
