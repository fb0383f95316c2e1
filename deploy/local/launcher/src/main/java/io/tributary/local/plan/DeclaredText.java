package io.tributary.local.plan;

import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.TableRule;
import io.tributary.common.plan.source.Source;
import io.tributary.local.console.AlignedLines;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is declared about a source whose target's columns are not known yet, for people. Pure. */
final class DeclaredText {
  private DeclaredText() {}

  static List<String> lines(Source source, List<SqliteTable> tables) {
    AlignedLines lines = new AlignedLines();
    String schema = source.schemas().get(0).to();
    for (SqliteTable table : tables) {
      TableRule rule = source.converted().table(table.name());
      String to = rule.to() == null ? table.name() : rule.to();
      lines.section(1, table.name() + " -> " + schema + "." + to);
      List<AlignedLines.Row> rows = new ArrayList<>();
      for (SqliteColumn column : table.columns()) {
        ColumnRule declared = rule.column(column.name());
        String target = declared.to() == null ? column.name() : declared.to();
        rows.add(
            new AlignedLines.Row(
                List.of(
                    column.name(),
                    column.type().text(),
                    declared.drop() ? "" : "->",
                    declared.drop() ? "stays behind" : target,
                    conversion(declared)),
                List.of()));
      }
      new TreeMap<>(rule.columns())
          .forEach(
              (name, column) -> {
                if (column.constant() != null) {
                  rows.add(
                      new AlignedLines.Row(
                          List.of("", "", "->", name, "'" + column.constant() + "'"), List.of()));
                }
              });
      lines.table(2, rows);
    }
    return lines.all();
  }

  private static String conversion(ColumnRule rule) {
    StringBuilder text = new StringBuilder(rule.convert() == null ? "" : rule.convert());
    for (Map.Entry<String, String> option : new TreeMap<>(rule.options()).entrySet()) {
      text.append(' ').append(option.getKey()).append('=').append(option.getValue());
    }
    return text.toString().strip();
  }
}
