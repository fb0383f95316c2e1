package io.tributary.local.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One table of a report: its two sides and what rows each had behind the fence.
 *
 * @param source the name of the source in the migration file
 * @param closed the side that was closed then
 * @param opened the side that was opened then
 */
record ReportedTable(String source, ReportedSide closed, ReportedSide opened) {

  /** All tables of a report, in its order. */
  static List<ReportedTable> of(JsonNode report) {
    boolean back = "rollback".equals(report.at("/change/direction").asText());
    List<ReportedTable> tables = new ArrayList<>();
    for (JsonNode stream : report.path("streams")) {
      for (JsonNode table : stream.path("tables")) {
        tables.add(
            new ReportedTable(
                stream.path("source").asText(),
                side(back, table, "table", "source"),
                side(!back, table, "target", "target")));
      }
    }
    return tables;
  }

  private static ReportedSide side(boolean atTarget, JsonNode table, String name, String side) {
    return new ReportedSide(
        atTarget,
        table.path(name).asText(),
        table.path(side + "Rows").asLong(-1),
        text(table.path(side + "Digest")),
        text(table.path("digestMethod")));
  }

  private static Optional<String> text(JsonNode value) {
    return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
  }
}
