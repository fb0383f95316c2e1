package io.tributary.local.plan.postgres;

import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.local.catalog.RowCounts.RowCount;
import io.tributary.local.catalog.ServerTable;
import io.tributary.local.plan.document.BackEntry;
import io.tributary.local.plan.document.ColumnEntry;
import io.tributary.local.plan.document.ColumnFate;
import io.tributary.local.plan.document.LeftEntry;
import io.tributary.local.plan.document.SchemaEntry;
import io.tributary.local.plan.document.SizeEntry;
import io.tributary.local.plan.document.TableEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of the schemas of a source. Pure.
 *
 * @param source what the file says of it
 * @param tables all of the database
 * @param counts rows of those that move
 * @param columns of all tables of its schemas
 * @param objects what the schemas hold beside tables
 * @param extensions of the target
 */
record ServerSchema(
    Source source,
    List<ServerTable> tables,
    Map<TableName, RowCount> counts,
    Map<TableName, List<ServerColumn>> columns,
    List<ServerObject> objects,
    TargetExtensions extensions) {
  private static final BackEntry AS_IT_WAS = new BackEntry("as-it-was", "as it was", "");

  /** One of them. */
  SchemaEntry of(SchemaMapping schema) {
    List<ServerTable> here =
        tables.stream().filter(table -> table.schema().equals(schema.from())).toList();
    List<ServerTable> moving = here.stream().filter(table -> target(table).isPresent()).toList();
    List<String> excluded =
        here.stream()
            .filter(table -> target(table).isEmpty())
            .map(ServerTable::name)
            .sorted()
            .toList();
    List<ServerObject> parts =
        objects.stream().filter(object -> object.schema().equals(schema.from())).toList();
    List<LeftEntry> left = new ArrayList<>();
    if (!excluded.isEmpty()) {
      left.add(new LeftEntry(excluded, LeftEntry.EXCLUDED));
    }
    List<ServerObject> without = parts.stream().filter(object -> !moves(object)).toList();
    if (!without.isEmpty()) {
      left.add(
          new LeftEntry(
              without.stream().map(object -> object.kind() + " " + object.place()).toList(),
              "Stays with what the migration file excludes."));
    }
    return new SchemaEntry(
        schema.from(),
        schema.to(),
        moving.stream().map(this::table).toList(),
        ServerRemarks.of(moving, columns, parts.stream().filter(this::moves).toList()),
        List.of(),
        left,
        null);
  }

  private Optional<TableName> target(ServerTable table) {
    return source.targetOf(new TableName(table.schema(), table.name()));
  }

  private boolean moves(ServerObject object) {
    return object.relation().isEmpty() || source.targetOf(object.holder()).isPresent();
  }

  private TableEntry table(ServerTable table) {
    TableName name = new TableName(table.schema(), table.name());
    TableName to = target(table).orElseThrow();
    List<ServerColumn> all = columns.getOrDefault(name, List.of());
    return new TableEntry(
        table.name(),
        to.schema(),
        to.name(),
        all.stream()
            .filter(column -> column.keyPlace() > 0)
            .sorted(Comparator.comparingInt(ServerColumn::keyPlace))
            .map(ServerColumn::name)
            .toList(),
        counts.containsKey(name) ? SizeEntry.of(counts.get(name), table.bytes()) : null,
        all.stream().map(this::column).toList());
  }

  private ColumnEntry column(ServerColumn column) {
    String filled = column.filled();
    return new ColumnEntry(
        column.name(),
        column.type(),
        column.generated() ? ColumnFate.COMPUTED : ColumnFate.MOVES,
        column.name(),
        typeThere(column),
        null,
        null,
        null,
        filled.isEmpty() ? null : filled,
        column.generated() ? null : AS_IT_WAS);
  }

  /** Types move with their schema, and those of an extension with the extension. */
  private String typeThere(ServerColumn column) {
    String prefix = column.typeSchema() + ".";
    if (!column.type().startsWith(prefix)) {
      return column.type();
    }
    String home =
        column.extension().isEmpty()
            ? source.schemas().stream()
                .filter(schema -> schema.from().equals(column.typeSchema()))
                .map(SchemaMapping::to)
                .findFirst()
                .orElse(column.typeSchema())
            : extensions.home(column.extension());
    return home + "." + column.type().substring(prefix.length());
  }
}
