package io.tributary.local.view;

import io.tributary.local.client.SourceAnswer;
import io.tributary.local.client.ValidationAnswer;
import io.tributary.local.console.AlignedLines;
import io.tributary.local.console.AlignedLines.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Verdicts of tables for people, and how many tables have none yet. Pure. */
public final class TablesText {
  private TablesText() {}

  /** Those that were compared; then the streams with tables that were not. */
  public static List<String> lines(List<TableLine> tables, List<SourceAnswer> streams) {
    AlignedLines text = new AlignedLines();
    if (tables.isEmpty()) {
      text.add("No table was compared yet.");
    } else {
      text.table(0, rows(tables));
    }
    List<String> waiting = streams.stream().flatMap(s -> waiting(s).stream()).toList();
    if (!waiting.isEmpty()) {
      text.add("");
      waiting.forEach(text::add);
    }
    return text.all();
  }

  private static Optional<String> waiting(SourceAnswer stream) {
    return Optional.ofNullable(stream.validation())
        .filter(found -> found.compared() < found.tables())
        .map(found -> waiting(stream.name(), found));
  }

  private static String waiting(String stream, ValidationAnswer found) {
    return "%s: %s of %s tables were compared, the others are still to come."
        .formatted(stream, TextForm.grouped(found.compared()), TextForm.grouped(found.tables()));
  }

  private static List<Row> rows(List<TableLine> tables) {
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            List.of("SOURCE", "TABLE", "ROWS", "AT TARGET", "ASIDE", "VERDICT", "COMPARED"),
            List.of()));
    tables.forEach(table -> rows.add(new Row(cells(table), List.of())));
    return rows;
  }

  private static List<String> cells(TableLine table) {
    return List.of(
        table.source(),
        TextForm.tame(table.table()),
        counted(table.sourceRows()),
        counted(table.targetRows()),
        TextForm.grouped(table.quarantinedRows()),
        table.differences() == 0
            ? table.verdict()
            : table.verdict() + " (" + table.differences() + " rows)",
        TextForm.moment(table.comparedAt()));
  }

  private static String counted(long number) {
    return number < 0 ? "unknown" : TextForm.grouped(number);
  }
}
