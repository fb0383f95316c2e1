package io.tributary.local.view;

import io.tributary.local.console.AlignedLines;
import io.tributary.local.console.AlignedLines.Row;
import io.tributary.local.view.StatusDocument.ProblemLine;
import io.tributary.local.view.StreamLine.TableRestartLine;
import java.util.ArrayList;
import java.util.List;

/** Tables that were ordered to begin anew, a line each, in a status for people. Pure. */
final class TableRestartText {
  private TableRestartText() {}

  /** Adds nothing where there are none. */
  static void add(AlignedLines text, List<StreamLine> streams) {
    List<Row> rows = new ArrayList<>();
    for (StreamLine stream : streams) {
      stream.tableRestarts().forEach(table -> rows.add(row(stream.name(), table)));
    }
    if (rows.isEmpty()) {
      return;
    }
    rows.add(0, new Row(List.of("SOURCE", "TABLE THAT BEGINS ANEW", "PHASE", "ROWS"), List.of()));
    text.add("").table(0, rows);
  }

  /** The rows of a file are not counted, and of others those of no table that has none. */
  private static Row row(String source, TableRestartLine table) {
    ProblemLine problem = table.problem();
    return new Row(
        List.of(
            source,
            TextForm.tame(table.table()),
            table.phase(),
            table.rows() == 0 ? "" : TextForm.grouped(table.rows())),
        problem == null ? List.of() : List.of(problem.code() + ": " + problem.message()));
  }
}
