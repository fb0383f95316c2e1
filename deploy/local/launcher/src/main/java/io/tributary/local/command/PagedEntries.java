package io.tributary.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tributary.common.json.Json;
import io.tributary.local.client.OrchestratorApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A list of the API, part by part. */
record PagedEntries(OrchestratorApi api, String migration) {
  /** Of quarantine and dead letters: each part says what to ask the next one with. */
  ArrayNode all(String list, String member) {
    ArrayNode all = Json.mapper().createArrayNode();
    String after = "";
    do {
      JsonNode page = api.below(migration, list + "?limit=1000" + after);
      page.path(member).forEach(all::add);
      JsonNode next = page.path("next");
      after =
          next.isValueNode() && !next.isNull()
              ? "&after=" + URLEncoder.encode(next.asText(), StandardCharsets.UTF_8)
              : "";
    } while (!after.isEmpty());
    return all;
  }

  /** Of the history: behind the last entry. */
  ArrayNode history() {
    ArrayNode all = Json.mapper().createArrayNode();
    long after = 0;
    while (true) {
      JsonNode page = api.below(migration, "history?limit=1000&after=" + after);
      if (page.isEmpty()) {
        return all;
      }
      page.forEach(all::add);
      after = page.path(page.size() - 1).path("id").asLong();
    }
  }
}
