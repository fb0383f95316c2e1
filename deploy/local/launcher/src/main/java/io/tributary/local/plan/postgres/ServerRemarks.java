package io.tributary.local.plan.postgres;

import io.tributary.common.model.TableName;
import io.tributary.local.catalog.ServerTable;
import io.tributary.local.plan.document.RemarkEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is otherwise in the target, or only later, as docs/fidelity.md has it. Pure. */
final class ServerRemarks {
  /** Kinds of objects that move, with what becomes of them; other kinds move as they are. */
  private static final Map<String, String> TEXTS = texts();

  private ServerRemarks() {}

  private static Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("view", "Moves as it is.");
    texts.put(
        "materialized view",
        "Its rows do not move: it is refreshed as the target is opened, where it was filled.");
    texts.put("sequence", "It goes on in the target from where it stands at the fence.");
    texts.put("trigger", "It is off until the target is opened, so that moved rows fire nothing.");
    texts.put("rule", "It is made as the target is opened, so that moved rows are not rewritten.");
    texts.put("policy", "Moves; the target needs the roles that it names.");
    texts.put(
        "routine",
        "Moves; names with their schema in its body are rewritten where what they name moves, and"
            + " a name that is put together while it runs is not.");
    texts.put("type", "Moves with its schema.");
    return texts;
  }

  static List<RemarkEntry> of(
      List<ServerTable> tables,
      Map<TableName, List<ServerColumn>> columns,
      List<ServerObject> objects) {
    List<RemarkEntry> remarks = new ArrayList<>();
    add(
        remarks,
        "NO_KEY",
        tables.stream()
            .filter(table -> table.kind().equals("r"))
            .filter(table -> columnsOf(table, columns).stream().allMatch(c -> c.keyPlace() == 0))
            .map(ServerTable::name)
            .toList(),
        "It has no primary key: it gets REPLICA IDENTITY FULL until the migration is completed, and"
            + " rows that are equal in every column are told apart by their number alone.");
    add(
        remarks,
        "PARTITIONED",
        tables.stream().filter(table -> table.kind().equals("p")).map(ServerTable::name).toList(),
        "Its partitions move one by one; make no further ones until the cutover.");
    add(
        remarks,
        "GENERATED",
        tables.stream()
            .flatMap(table -> columnsOf(table, columns).stream())
            .filter(ServerColumn::generated)
            .map(column -> column.table().name() + "." + column.name())
            .toList(),
        "Its values do not move: the target computes them.");
    TEXTS.forEach(
        (kind, text) ->
            add(
                remarks,
                kind.toUpperCase(Locale.ROOT).replace(' ', '_'),
                objects.stream()
                    .filter(object -> object.kind().equals(kind))
                    .map(ServerObject::place)
                    .toList(),
                text));
    return remarks;
  }

  private static List<ServerColumn> columnsOf(
      ServerTable table, Map<TableName, List<ServerColumn>> columns) {
    return columns.getOrDefault(new TableName(table.schema(), table.name()), List.of());
  }

  private static void add(
      List<RemarkEntry> remarks, String code, List<String> places, String text) {
    if (!places.isEmpty()) {
      remarks.add(new RemarkEntry(code, places, text));
    }
  }
}
