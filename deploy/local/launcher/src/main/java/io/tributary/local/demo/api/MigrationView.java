package io.tributary.local.demo.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A migration as the orchestrator shows it.
 *
 * @param state such as Replicating or Switched
 * @param problem what is wrong, with the failed checks of the preflight; empty when nothing is
 * @param cutoverId the running or last cutover or rollback, empty before the first
 * @param sources the streams, those of the way back among them
 * @param tables the latest verdict of each table of each stream
 * @param compared streams whose tables were all compared at least once
 * @param verified streams whose verdicts are those of the verification behind the last fence
 */
public record MigrationView(
    String state,
    String problem,
    String cutoverId,
    List<SourceView> sources,
    List<TableView> tables,
    Set<String> compared,
    Set<String> verified) {

  static MigrationView of(JsonNode answer) {
    List<SourceView> sources = new ArrayList<>();
    List<TableView> tables = new ArrayList<>();
    Set<String> compared = new TreeSet<>();
    Set<String> verified = new TreeSet<>();
    String cutoverId = answer.path("cutover").path("id").asText("");
    for (JsonNode source : streams(answer)) {
      String name = source.path("name").asText();
      JsonNode validation = source.path("validation");
      sources.add(source(name, source));
      validation.path("verdicts").forEach(verdict -> tables.add(table(name, verdict)));
      if (validation.path("passes").asLong() > 0) {
        compared.add(name);
      }
      if (!cutoverId.isEmpty() && cutoverId.equals(validation.path("verifiedCutoverId").asText())) {
        verified.add(name);
      }
    }
    return new MigrationView(
        answer.path("state").asText(),
        problem(answer),
        cutoverId,
        sources,
        tables,
        compared,
        verified);
  }

  private static List<JsonNode> streams(JsonNode answer) {
    List<JsonNode> streams = new ArrayList<>();
    for (JsonNode source : answer.path("sources")) {
      streams.add(source);
      if (source.path("wayBack").isObject()) {
        streams.add(source.path("wayBack"));
      }
    }
    return streams;
  }

  /** What is shown of a source, null while nothing is. */
  public @Nullable SourceView sourceNamed(String name) {
    return sources.stream().filter(s -> s.source().equals(name)).findFirst().orElse(null);
  }

  /** The latest verdicts of a stream. */
  public List<TableView> tablesOf(String stream) {
    return tables.stream().filter(t -> t.source().equals(stream)).toList();
  }

  /** Verdicts of the verification behind the last fence; none when the latest are of another. */
  public List<TableView> verifiedTablesOf(String stream) {
    return verified.contains(stream) ? tablesOf(stream) : List.of();
  }

  /** Whether the source streams, and each of its tables was found equal. */
  public boolean ready(String name) {
    SourceView source = sourceNamed(name);
    return source != null
        && source.phase().equals("STREAMING")
        && source.achieved()
        && compared.contains(name)
        && tablesOf(name).stream().allMatch(TableView::equal);
  }

  private static String problem(JsonNode answer) {
    StringBuilder problem = new StringBuilder(answer.path("error").path("message").asText(""));
    for (JsonNode check : answer.path("preflight").path("checks")) {
      if (check.path("result").asText().equals("FAILED")) {
        problem
            .append("\n  ")
            .append(check.path("subject").asText())
            .append(": ")
            .append(check.path("finding").asText())
            .append(' ')
            .append(check.path("fix").asText());
      }
    }
    return problem.toString();
  }

  private static SourceView source(String name, JsonNode node) {
    JsonNode stream = node.path("stream");
    return new SourceView(
        name,
        node.path("phase").asText(),
        node.path("achieved").asBoolean(),
        stream.path("snapshotRows").asLong(),
        node.path("snapshotPercent").asInt(-1),
        stream.path("changes").asLong(),
        stream.path("bytes").asLong(),
        stream.path("lagP50Millis").asLong(),
        stream.path("lagP99Millis").asLong(),
        node.path("error").path("message").asText(""));
  }

  private static TableView table(String source, JsonNode node) {
    return new TableView(
        source,
        node.path("table").asText(),
        node.path("target").asText(),
        node.path("sourceRows").asLong(),
        node.path("targetRows").asLong(),
        node.path("quarantinedRows").asLong(),
        node.path("verdict").asText(),
        node.path("differenceCount").asLong());
  }
}
