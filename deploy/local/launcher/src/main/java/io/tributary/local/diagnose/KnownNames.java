package io.tributary.local.diagnose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Names that a migration's file and status have, which tell nothing of a row. Pure. */
final class KnownNames {
  private static final Set<String> MEMBERS =
      Set.of(
          "name",
          "source",
          "migration",
          "host",
          "database",
          "user",
          "role",
          "table",
          "schema",
          "from",
          "to",
          "include",
          "exclude",
          "column",
          "connector",
          "topic",
          "slot",
          "publication",
          "kind",
          "state",
          "phase",
          "health",
          "code",
          "result",
          "verdict",
          "step",
          "outcome",
          "order",
          "direction",
          "env");

  private KnownNames() {}

  /** Those of a document. */
  static Set<String> in(JsonNode document) {
    Set<String> names = new TreeSet<>();
    collect(document, names);
    return names;
  }

  private static void collect(JsonNode node, Set<String> names) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (MEMBERS.contains(member.getKey())) {
        texts(member.getValue(), names);
      }
    }
    node.elements().forEachRemaining(each -> collect(each, names));
  }

  private static void texts(JsonNode node, Set<String> names) {
    if (node.isTextual() && !node.asText().isBlank()) {
      names.add(node.asText());
      // A table is named with its schema, and also alone.
      names.addAll(List.of(node.asText().split("\\.")));
    }
    if (node.isArray()) {
      node.elements().forEachRemaining(each -> texts(each, names));
    }
  }
}
