package io.tributary.local.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.console.AlignedLines;
import io.tributary.local.console.AlignedLines.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Writes entries of the API's lists as lines for people. Pure. */
public final class EntryText {
  private EntryText() {}

  /** History, oldest first: when, what, from where to where, and who. */
  public static List<String> history(JsonNode entries) {
    List<Row> rows = new ArrayList<>();
    rows.add(row("AT", "EVENT", "FROM", "TO", "BY"));
    for (JsonNode entry : entries) {
      String code = entry.path("code").asText("");
      rows.add(
          row(
              entry.path("at").asText(),
              entry.path("event").asText(),
              entry.path("fromState").asText(),
              entry.path("toState").asText() + (code.isEmpty() ? "" : " (" + code + ")"),
              entry.path("by").path("principal").asText("")));
    }
    return new AlignedLines().table(0, rows).all();
  }

  /** Changes that the target refused. */
  public static List<String> deadLetters(String migration, JsonNode entries) {
    return told(
        entries,
        "No dead letter waits.",
        "./tributary replay " + migration,
        entry ->
            "%s  %s %s %s %s: %s (%s), and %s later changes wait"
                .formatted(
                    entry.path("id").asText(),
                    entry.path("source").asText(),
                    entry.path("op").asText(),
                    entry.path("table").asText(),
                    entry.path("key"),
                    entry.path("cause").asText(),
                    entry.path("code").asText(),
                    entry.path("laterChanges").asText()));
  }

  /** Rows that are kept aside. */
  public static List<String> quarantine(String migration, JsonNode entries) {
    return told(
        entries,
        "No row is kept aside.",
        "./tributary replay " + migration,
        entry ->
            "%s %s %s%s: %s, %s"
                .formatted(
                    entry.path("source").asText(),
                    entry.path("table").asText(),
                    entry.path("key"),
                    entry.has("column") ? " in " + entry.path("column").asText() : "",
                    entry.path("reason").asText(),
                    entry.path("detail").asText()));
  }

  private static List<String> told(
      JsonNode entries, String none, String next, Function<JsonNode, String> words) {
    if (entries.isEmpty()) {
      return List.of(none);
    }
    List<String> lines = new ArrayList<>();
    entries.forEach(entry -> lines.add(TextForm.tame(words.apply(entry))));
    lines.add("Mend the cause in the target, or at the source, first.");
    lines.add("Next: " + next);
    return lines;
  }

  private static Row row(String... cells) {
    return new Row(List.of(cells).stream().map(TextForm::tame).toList(), List.of());
  }
}
