package io.tributary.local.diagnose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tributary.common.json.Json;
import io.tributary.local.client.OrchestratorApi;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the orchestrator and the other services answer.
 *
 * @param api the orchestrator
 * @param migration the migration
 * @param others addresses of services on this machine, by name
 */
record ServiceParts(OrchestratorApi api, String migration, Map<String, String> others) {
  private static final int REPORTS = 3;
  private static final int PAGE = 1_000;

  /** The migration file with its references; a missing node where nobody answers. */
  JsonNode plan() {
    return api.below(migration, "plan");
  }

  /** The status as the API answers it. */
  JsonNode status() {
    return api.below(migration, "");
  }

  void into(CollectedParts parts) {
    parts.add("status.json", () -> text(status()));
    parts.add("plan.json", () -> text(plan()));
    parts.add("history.json", () -> text(history()));
    parts.add("quarantine.txt", () -> counted("quarantine", "quarantine"));
    parts.add("dead-letters.txt", () -> counted("dead-letters", "deadLetters"));
    parts.add("postgresql.txt", this::servers);
    reports(parts);
    parts.add("metrics/orchestrator-service.txt", () -> api.metrics(api.address()));
    others.forEach(
        (service, address) -> {
          if (!api.address().toString().equals(address)) {
            parts.add("metrics/" + service + ".txt", () -> api.metrics(URI.create(address)));
          }
        });
  }

  private void reports(CollectedParts parts) {
    List<String> ids = new ArrayList<>();
    parts.add(
        "reports/list.json",
        () -> {
          JsonNode list = api.below(migration, "evidence");
          list.forEach(report -> ids.add(report.path("cutoverId").asText()));
          return text(list);
        });
    ids.subList(Math.max(0, ids.size() - REPORTS), ids.size())
        .forEach(
            id ->
                parts.add(
                    "reports/" + id.replaceAll("[^A-Za-z0-9-]", "_") + ".json",
                    () -> text(api.below(migration, "evidence/" + id))));
  }

  private JsonNode history() {
    ArrayNode all = Json.mapper().createArrayNode();
    long after = 0;
    while (true) {
      JsonNode page = api.below(migration, "history?limit=" + PAGE + "&after=" + after);
      if (page.isEmpty()) {
        return all;
      }
      page.forEach(all::add);
      after = page.path(page.size() - 1).path("id").asLong();
    }
  }

  /** How many there are by table, column and reason; entries hold values of rows. */
  private String counted(String list, String member) {
    Map<String, Long> counts = new TreeMap<>();
    JsonNode page = api.below(migration, list + "?limit=" + PAGE);
    for (JsonNode entry : page.path(member)) {
      String place =
          "%s %s %s %s"
              .formatted(
                  entry.path("source").asText(),
                  entry.path("table").asText(),
                  entry.path("column").asText(""),
                  entry.path("reason").asText(entry.path("code").asText("")));
      counts.merge(place.strip(), 1L, Long::sum);
    }
    StringBuilder text = new StringBuilder();
    counts.forEach((place, rows) -> text.append(rows).append(' ').append(place).append('\n'));
    boolean more = page.path("next").isValueNode() && !page.path("next").isNull();
    return text + (more ? "and more behind the first " + PAGE + "\n" : "");
  }

  /** Preflight has asked the servers which version they are. */
  private String servers() {
    StringBuilder text = new StringBuilder();
    for (JsonNode check : status().path("preflight").path("checks")) {
      if (check.path("code").asText().endsWith("-VERSION")) {
        text.append(check.path("subject").asText())
            .append(' ')
            .append(check.path("finding").asText())
            .append('\n');
      }
    }
    return text.isEmpty() ? "no preflight has asked them\n" : text.toString();
  }

  private static String text(JsonNode document) throws IOException {
    return Json.mapper().writeValueAsString(document);
  }
}
