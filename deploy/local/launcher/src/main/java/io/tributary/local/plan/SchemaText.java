package io.tributary.local.plan;

import io.tributary.local.console.AlignedLines;
import io.tributary.local.plan.document.BackEntry;
import io.tributary.local.plan.document.ChangeEntry;
import io.tributary.local.plan.document.ColumnEntry;
import io.tributary.local.plan.document.LeftEntry;
import io.tributary.local.plan.document.RemarkEntry;
import io.tributary.local.plan.document.SchemaEntry;
import io.tributary.local.plan.document.SizeEntry;
import io.tributary.local.plan.document.TableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A schema of a plan for people: every table with every column. Pure. */
final class SchemaText {
  private static final String ARROW = "->";

  private final AlignedLines lines = new AlignedLines();

  private SchemaText() {}

  static List<String> lines(SchemaEntry schema) {
    SchemaText text = new SchemaText();
    schema.tables().forEach(text::table);
    text.remarks(schema.remarks());
    text.section("after a rollback", schema.afterRollback());
    text.section("stays behind", schema.left().stream().map(SchemaText::left).toList());
    if (schema.ddl() != null) {
      text.statements("DDL before the copy", schema.ddl().beforeCopy());
      text.statements("DDL after the copy", schema.ddl().afterCopy());
    }
    return text.lines.all();
  }

  private void table(TableEntry table) {
    String heading = table.from() + " -> " + table.schema() + "." + table.to();
    lines.section(1, heading + size(table.size()));
    lines.table(2, table.columns().stream().map(SchemaText::row).toList());
  }

  private static AlignedLines.Row row(ColumnEntry column) {
    List<String> cells =
        new ArrayList<>(List.of(Objects.requireNonNullElse(column.from(), ""), declared(column)));
    switch (column.fate()) {
      case MOVES, ROWID, CONSTANT -> target(column, cells);
      case STAYS_BEHIND -> cells.addAll(List.of("", "stays behind"));
      case COMPUTED -> computed(column, cells);
      case NO_PLACE -> cells.addAll(List.of("", "has no place"));
    }
    return new AlignedLines.Row(cells, below(column));
  }

  private static String size(@Nullable SizeEntry size) {
    return size == null ? "" : " (" + size.text() + ")";
  }

  private static void computed(ColumnEntry column, List<String> cells) {
    if (column.to() == null) {
      cells.addAll(List.of("", "is computed by PostgreSQL"));
    } else {
      target(column, cells);
    }
  }

  private static String declared(ColumnEntry column) {
    String declared = column.declared();
    if (declared == null) {
      return "";
    }
    return declared.isEmpty() ? "(no type)" : declared;
  }

  private static void target(ColumnEntry column, List<String> cells) {
    cells.addAll(List.of(ARROW, Objects.requireNonNullElse(column.to(), "")));
    if (column.type() != null) {
      cells.add(column.type());
    }
    cells.add(
        switch (column.fate()) {
          case ROWID -> column.conversion() + " until the cutover";
          case CONSTANT -> "'" + column.constant() + "'";
          case COMPUTED -> "computed by PostgreSQL: " + column.filled();
          case MOVES, STAYS_BEHIND, NO_PLACE ->
              (Objects.requireNonNullElse(column.conversion(), "")
                      + " "
                      + Objects.requireNonNullElse(column.filled(), ""))
                  .strip();
        });
    BackEntry back = column.back();
    if (back != null) {
      cells.add("<- " + (back.cannot() ? "cannot come back" : back.text()));
    }
  }

  private static List<String> below(ColumnEntry column) {
    List<String> below = new ArrayList<>();
    ChangeEntry change = column.change();
    if (change != null) {
      below.add((change.lossless() ? "one way: " : "loses: ") + change.text());
    }
    if (column.back() != null && column.back().cannot()) {
      below.add(column.back().text() + ".");
    }
    return below;
  }

  private void remarks(List<RemarkEntry> remarks) {
    if (!remarks.isEmpty()) {
      lines.section(1, "remarks");
    }
    String last = "";
    for (RemarkEntry remark : remarks) {
      if (!remark.code().equals(last)) {
        lines.add(2, remark.code());
      }
      last = remark.code();
      lines.add(3, String.join(", ", remark.places()) + ": " + remark.text());
    }
  }

  private static String left(LeftEntry left) {
    return String.join(", ", left.names()) + ": " + left.why();
  }

  private void section(String heading, List<String> texts) {
    if (!texts.isEmpty()) {
      lines.section(1, heading);
      texts.forEach(text -> lines.add(2, text));
    }
  }

  private void statements(String heading, List<String> statements) {
    lines.section(1, heading);
    statements.forEach(sql -> (sql + ";").lines().forEach(line -> lines.add(2, line)));
  }
}
