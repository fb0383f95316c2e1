package io.tributary.local.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One table of a report: its two sides and how many rows each had behind the fence.
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
                new ReportedSide(
                    back, table.path("table").asText(), table.path("sourceRows").asLong(-1)),
                new ReportedSide(
                    !back, table.path("target").asText(), table.path("targetRows").asLong(-1))));
      }
    }
    return tables;
  }
}
