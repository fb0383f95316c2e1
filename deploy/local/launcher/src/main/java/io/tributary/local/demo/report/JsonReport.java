package io.tributary.local.demo.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The summary for programs. Pure. */
public final class JsonReport {
  private JsonReport() {}

  public static String json(DemoResult result) {
    ObjectNode report = new ObjectMapper().createObjectNode();
    report.put("status", result.status());
    List<String> problems = result.problems();
    if (!problems.isEmpty()) {
      report.put("reason", String.join("\n", problems));
    }
    report.put("writePauseMillis", result.writePauseMillis());
    report
        .putObject("lagMillis")
        .put("p50", result.lagP50Millis())
        .put("p99", result.lagP99Millis());
    report.put("rows", result.rows());
    report.put("bytes", result.bytes());
    if (result.goesBack()) {
      ArrayNode rounds = report.putArray("rounds");
      result.rounds().forEach(round -> put(rounds.addObject(), round));
    }
    ArrayNode tables = report.putArray("tables");
    for (TableResult table : result.tables()) {
      tables
          .addObject()
          .put("source", table.source())
          .put("table", table.table())
          .put("target", table.target())
          .put("sourceRows", table.sourceRows())
          .put("targetRows", table.targetRows())
          .put("quarantinedRows", table.quarantinedRows())
          .put("verdict", table.verdict());
    }
    return report.toPrettyString() + "\n";
  }

  private static void put(ObjectNode report, RoundResult round) {
    report
        .put("direction", round.direction().word())
        .put("writePauseMillis", round.writePauseMillis())
        .put("tables", round.tables().size())
        .put("equal", round.equal())
        .put("lostWrites", round.lost().size());
  }
}
