package io.tributary.local.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.console.AlignedLines;
import io.tributary.local.console.AlignedLines.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How many changes each table has had, for people. Pure. */
public final class ChangesText {
  private static final List<String> HEAD =
      List.of(
          "SOURCE", "TABLE", "INSERTS", "UPDATES", "DELETES", "TRUNCATES", "BYTES", "LAST CHANGE");

  private ChangesText() {}

  /** A line for each table that was changed since its stream began. */
  public static List<String> lines(JsonNode tables) {
    AlignedLines text = new AlignedLines();
    if (tables.isEmpty()) {
      text.add("No table was changed since its stream began.");
      return text.all();
    }
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(HEAD, List.of()));
    tables.forEach(table -> rows.add(new Row(cells(table), List.of())));
    text.table(0, rows);
    return text.all();
  }

  private static List<String> cells(JsonNode table) {
    return List.of(
        table.path("source").asText(),
        TextForm.tame(table.path("table").asText()),
        counted(table, "inserts"),
        counted(table, "updates"),
        counted(table, "deletes"),
        counted(table, "truncates"),
        counted(table, "bytes"),
        TextForm.moment(Instant.parse(table.path("at").asText())));
  }

  private static String counted(JsonNode table, String member) {
    return TextForm.grouped(table.path(member).asLong());
  }
}
