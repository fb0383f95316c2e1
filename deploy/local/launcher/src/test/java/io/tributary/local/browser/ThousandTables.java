package io.tributary.local.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A status of the simulation with a thousand tables, of which one differs. */
final class ThousandTables {
  static final int TABLES = 1_000;
  static final int DIFFERENT = 517;

  private ThousandTables() {}

  static JsonNode status() {
    JsonNode status = SimulatedOrchestrator.recorded("replicating");
    ObjectNode validation = (ObjectNode) status.path("sources").path(0).path("validation");
    validation.put("tables", TABLES).put("compared", TABLES);
    validation.put("verified", TABLES - 1).put("different", 1);
    for (int number = 0; number < TABLES; number++) {
      add(validation.withArray("verdicts"), number);
    }
    return status;
  }

  static String name(int number) {
    return "public.table_%04d".formatted(number);
  }

  private static void add(ArrayNode verdicts, int number) {
    boolean different = number == DIFFERENT;
    ObjectNode verdict =
        verdicts
            .addObject()
            .put("migration", "automation")
            .put("source", "letta")
            .put("table", name(number))
            .put("target", "letta.table_%04d".formatted(number))
            .put("sourceRows", 1_000L * (number % 100))
            .put("targetRows", 1_000L * (number % 100))
            .put("quarantinedRows", 0)
            .put("verdict", different ? "DIFFERENT" : "EQUAL")
            .put("position", 31072048)
            .put("differenceCount", different ? 5 : 0)
            .put("unsettledRows", 0)
            .put("scope", "FULL")
            .put("comparedAt", "2026-03-01T09:15:30Z")
            .put("durationMillis", 40);
    ArrayNode rows = verdict.putArray("differences");
    if (different) {
      ObjectNode changed = rows.addObject().put("kind", "CHANGED");
      changed.putObject("key").put("id", "2");
      changed.putArray("columns").add("price");
      ObjectNode missing = rows.addObject().put("kind", "MISSING_IN_TARGET");
      missing.putObject("key").put("id", "5");
      missing.putArray("columns");
    }
  }
}
