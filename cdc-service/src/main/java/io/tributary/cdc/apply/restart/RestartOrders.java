package io.tributary.cdc.apply.restart;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.database.DatabaseSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Takes up orders to begin tables of a PostgreSQL source anew. */
record RestartOrders(StreamId stream, DatabaseSession source) {

  /**
   * What becomes of orders that nobody has taken up.
   *
   * @param fresh the generation of each order by its table
   * @param moves whether a table of the source has one in the target
   */
  List<TableRestart> taken(Map<String, Long> fresh, Predicate<TableName> moves) {
    return fresh.entrySet().stream()
        .map(order -> taken(order.getKey(), order.getValue(), moves))
        .toList();
  }

  private TableRestart taken(String table, long ordered, Predicate<TableName> moves) {
    List<TableName> members =
        source
            .list(
                CopyStatements.MEMBERS,
                row -> new TableName(row.getString(1), row.getString(2)),
                table)
            .stream()
            .filter(moves)
            .toList();
    return Optional.of(members)
        .filter(found -> !found.isEmpty())
        .map(found -> TableRestart.begun(table, ordered, found))
        .orElseGet(() -> TableRestart.refused(table, ordered, unknown(table)));
  }

  private ErrorReport unknown(String table) {
    return TableRestartError.UNKNOWN.at(
        stream,
        table,
        "Table %s is not restarted: source %s has no table of that name that moves, or it is a partition of one, which begins anew with all of it. Nothing was touched. `./tributary status %s` names the tables; one that was made since the start comes with %s."
            .formatted(table, stream.source(), stream.migration(), stream.addTablesCommand()));
  }
}
