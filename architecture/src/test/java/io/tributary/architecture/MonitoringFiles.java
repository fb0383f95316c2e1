package io.tributary.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.Yaml;

/** The rules, their tests and the dashboard in {@code deploy/monitoring}. */
final class MonitoringFiles {
  static final Path DIRECTORY = SourceTree.root().resolve("deploy/monitoring");

  private static final ObjectMapper JSON = new ObjectMapper();

  private MonitoringFiles() {}

  /**
   * An expression and the texts that are shown of its samples.
   *
   * @param place where it stands, for the message of a test
   * @param texts annotations of an alert, or the legend of a panel
   */
  record Shown(String place, PromQuery query, List<String> texts) {}

  /** The alerts, as the file of the rules has them. */
  static List<JsonNode> alerts() {
    List<JsonNode> alerts = new ArrayList<>();
    yaml("tributary.rules.yml")
        .path("groups")
        .forEach(group -> group.path("rules").forEach(alerts::add));
    return alerts;
  }

  /** The unit tests of the alerts. */
  static List<JsonNode> alertTests() {
    List<JsonNode> tests = new ArrayList<>();
    yaml("tributary.rules.test.yml")
        .path("tests")
        .forEach(test -> test.path("alert_rule_test").forEach(tests::add));
    return tests;
  }

  /** The panels of the dashboard. */
  static List<JsonNode> panels() {
    List<JsonNode> panels = new ArrayList<>();
    try {
      JSON.readTree(read("tributary.dashboard.json")).path("panels").forEach(panels::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return panels;
  }

  /** All expressions of rules and dashboard. */
  static List<Shown> shown() {
    List<Shown> shown = new ArrayList<>();
    for (JsonNode alert : alerts()) {
      List<String> texts = new ArrayList<>();
      alert.path("annotations").forEach(text -> texts.add(text.asText()));
      shown.add(
          new Shown(
              alert.path("alert").asText(), new PromQuery(alert.path("expr").asText()), texts));
    }
    for (JsonNode panel : panels()) {
      for (JsonNode target : panel.path("targets")) {
        shown.add(
            new Shown(
                "panel " + panel.path("title").asText(),
                new PromQuery(target.path("expr").asText()),
                List.of(target.path("legendFormat").asText())));
      }
    }
    return shown;
  }

  private static JsonNode yaml(String name) {
    return JSON.valueToTree(new Yaml().load(read(name)));
  }

  private static String read(String name) {
    try {
      return Files.readString(DIRECTORY.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
