package io.tributary.local.order;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.console.TamedText;
import java.util.ArrayList;
import java.util.List;

/**
 * What a dry run of a repair found, for people. Pure.
 *
 * @param name the migration's
 */
record RepairableText(String name, String source) {

  List<String> lines(JsonNode found) {
    List<String> lines = new ArrayList<>();
    for (JsonNode differing : found.path("tables")) {
      lines.add(
          "%s: %s rows differ"
              .formatted(
                  differing.path("table").asText(), differing.path("differenceCount").asText()));
      for (JsonNode row : differing.path("rows")) {
        lines.add(
            "  %s %s %s"
                .formatted(
                    row.path("kind").asText(),
                    row.path("key"),
                    row.path("columns").isEmpty() ? "" : row.path("columns")));
      }
      values(lines, differing.path("values"));
    }
    lines.add("Next: ./tributary repair " + name + " --source " + source);
    return lines.stream().map(TamedText::of).toList();
  }

  private static void values(List<String> lines, JsonNode values) {
    if (values.isMissingNode()) {
      return;
    }
    lines.add("  As both ends had them at " + values.path("at").asText() + ":");
    for (JsonNode row : values.path("rows")) {
      lines.add("    " + row.path("key") + " " + ends(row));
      for (JsonNode column : row.path("columns")) {
        lines.add(
            "      %s: source %s, target %s"
                .formatted(
                    column.path("column").asText(),
                    value(row.path("atSource"), column.path("source")),
                    value(row.path("atTarget"), column.path("target"))));
      }
    }
    if (values.path("unread").asInt() > 0) {
      lines.add("    not looked up, by want of a whole key: " + values.path("unread").asInt());
    }
  }

  private static String ends(JsonNode row) {
    boolean source = row.path("atSource").asBoolean();
    boolean target = row.path("atTarget").asBoolean();
    if (source && target) {
      return row.path("columns").isEmpty() ? "is equal now" : "";
    }
    return source ? "is missing in the target" : target ? "is only in the target" : "is gone";
  }

  /** As JSON writes it, so that an empty text and blanks are seen. */
  private static String value(JsonNode there, JsonNode value) {
    if (!there.asBoolean()) {
      return "-";
    }
    return value.isMissingNode() || value.isNull() ? "NULL" : value.toString();
  }
}
