package io.tributary.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.architecture.MonitoringFiles.Shown;
import io.tributary.fixture.metric.MetricFamily;
import io.tributary.fixture.metric.MetricsDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Rules and dashboard name only what there is. That the services expose what docs/metrics.md lists,
 * and nothing else, is shown where they run: in RestApiIT, ValidatorServiceIT and TargetOutageIT.
 */
class MonitoringTest {
  private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job", "service");
  private static final Pattern LABEL_IN_TEXT =
      Pattern.compile("\\{\\{ *(?:\\$labels\\.)?(\\w+) *}}");
  private static final Pattern COMMAND = Pattern.compile("\\./tributary ([a-z-]+)(?: .*)?");
  private static final Pattern SUFFIX = Pattern.compile("_(count|sum)$");

  private final Map<String, MetricFamily> known = MetricsDocument.read().families();

  @Test
  void everyMetricAndLabelOfRulesAndDashboardIsThere() {
    for (Shown shown : MonitoringFiles.shown()) {
      Set<String> labels = new TreeSet<>(OF_PROMETHEUS);
      assertThat(shown.query().selectors()).as(shown.place()).isNotEmpty();
      for (PromQuery.Selector selector : shown.query().selectors()) {
        assertThat(labelsOf(selector.metric()))
            .as("%s: labels of %s", shown.place(), selector.metric())
            .containsAll(selector.labels());
        labels.addAll(labelsOf(selector.metric()));
      }
      assertThat(labels).as(shown.place()).containsAll(shown.query().groupings());
      assertThat(labels).as(shown.place()).containsAll(named(shown.texts()));
    }
  }

  @Test
  void everyValueThatALabelIsComparedWithIsOneThatItCanHave() {
    Map<String, Set<String>> values = LabelValues.all();
    for (Shown shown : MonitoringFiles.shown()) {
      for (PromQuery.Selector selector : shown.query().selectors()) {
        for (String label : selector.labels()) {
          if (values.containsKey(label)) {
            assertThat(values.get(label))
                .as("%s: %s of %s", shown.place(), label, selector.metric())
                .containsAll(selector.values(label));
          }
        }
      }
    }
  }

  @Test
  void everyAlertSaysWhatIsSoAndWhatComesNext() throws IOException {
    String commands = Files.readString(SourceTree.root().resolve("docs/commands.md"));
    for (JsonNode alert : MonitoringFiles.alerts()) {
      String name = alert.path("alert").asText();
      assertThat(alert.path("for").asText()).as(name).matches("[1-9]\\d*[sm]");
      assertThat(alert.at("/labels/severity").asText()).as(name).isIn("critical", "warning");
      JsonNode says = alert.path("annotations");
      assertThat(says.path("summary").asText()).as(name).matches("[A-Z\\d{].{20,}");
      assertThat(says.path("description").asText()).as(name).matches("[A-Z].{20,}\\.");
      assertThat(says.path("next").asText()).as(name).matches(COMMAND);
      String command = COMMAND.matcher(says.path("next").asText()).replaceFirst("$1");
      assertThat(commands).as(name).containsPattern("\\| `" + command + "[ `]");
      assertThat(MarkdownLinks.problem(says.path("runbook").asText())).as(name).isEmpty();
    }
  }

  @Test
  void everyAlertIsTestedWhereItComes() {
    List<String> tested =
        MonitoringFiles.alertTests().stream()
            .filter(test -> !test.path("exp_alerts").isEmpty())
            .map(test -> test.path("alertname").asText())
            .toList();
    assertThat(MonitoringFiles.alerts())
        .extracting(alert -> alert.path("alert").asText())
        .doesNotHaveDuplicates()
        .hasSameElementsAs(tested);
  }

  private Set<String> labelsOf(String metric) {
    if (metric.equals("up")) {
      return OF_PROMETHEUS;
    }
    MetricFamily family =
        known.getOrDefault(metric, known.get(SUFFIX.matcher(metric).replaceFirst("")));
    assertThat(family).as("docs/metrics.md has no " + metric).isNotNull();
    return family.labels();
  }

  private static Set<String> named(List<String> texts) {
    return texts.stream()
        .flatMap(text -> LABEL_IN_TEXT.matcher(text).results())
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toSet());
  }
}
