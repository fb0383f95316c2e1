package io.tributary.local.plan;

import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.TableRule;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.local.plan.document.ColumnEntry;
import io.tributary.local.plan.document.ColumnFate;
import io.tributary.local.plan.document.SchemaEntry;
import io.tributary.local.plan.document.TableEntry;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is declared about a source whose target's columns are not known yet. Pure. */
final class DeclaredSchema {
  private DeclaredSchema() {}

  static SchemaEntry of(Source source, List<SqliteTable> tables) {
    SchemaMapping schema = source.schemas().get(0);
    return new SchemaEntry(
        schema.from(),
        schema.to(),
        tables.stream()
            .map(table -> table(source.converted().table(table.name()), table, schema.to()))
            .toList(),
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  private static TableEntry table(TableRule rule, SqliteTable table, String schema) {
    List<ColumnEntry> columns = new ArrayList<>();
    for (SqliteColumn column : table.columns()) {
      columns.add(column(column, rule.column(column.name())));
    }
    new TreeMap<>(rule.columns())
        .forEach(
            (name, column) -> {
              if (column.constant() != null) {
                columns.add(ColumnEntry.constant(name, null, column.constant()));
              }
            });
    return new TableEntry(
        table.name(),
        schema,
        rule.to() == null ? table.name() : rule.to(),
        List.of(),
        null,
        columns);
  }

  private static ColumnEntry column(SqliteColumn column, ColumnRule declared) {
    String type = column.type().text();
    String conversion = conversion(declared);
    return declared.drop()
        ? ColumnEntry.gone(column.name(), type, ColumnFate.STAYS_BEHIND, null)
        : new ColumnEntry(
            column.name(),
            type,
            ColumnFate.MOVES,
            declared.to() == null ? column.name() : declared.to(),
            null,
            conversion.isEmpty() ? null : conversion,
            null,
            null,
            null,
            null);
  }

  private static String conversion(ColumnRule rule) {
    StringBuilder text = new StringBuilder(rule.convert() == null ? "" : rule.convert());
    for (Map.Entry<String, String> option : new TreeMap<>(rule.options()).entrySet()) {
      text.append(' ').append(option.getKey()).append('=').append(option.getValue());
    }
    return text.toString().strip();
  }
}
