package io.tributary.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.architecture.MonitoringFiles.Shown;
import io.tributary.fixture.BoundedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules and the dashboard's expressions before Prometheus' own program, promtool: of this
 * machine, or the one that {@code -Dtributary.promtool} names. Where there is none these are
 * skipped.
 */
class AlertingRulesTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int NO_PROMTOOL = 77;
  private static final String PROMTOOL = System.getProperty("tributary.promtool", "promtool");
  private static final String SCRIPT = MonitoringFiles.DIRECTORY.resolve("check.sh").toString();

  @TempDir private Path directory;

  @Test
  void theRulesAreGoodAndPassTheirTests() {
    BoundedProgram.Result checked = checked(SCRIPT);

    assertThat(checked.status()).as(checked.output()).isZero();
  }

  @Test
  void aRuleThatComesLaterThanItsTestSaysIsNoticed() throws IOException {
    // given
    try (var files = Files.list(MonitoringFiles.DIRECTORY)) {
      for (Path file : files.toList()) {
        Files.copy(file, directory.resolve(file.getFileName().toString()));
      }
    }
    Path rules = directory.resolve("tributary.rules.yml");
    Files.writeString(rules, Files.readString(rules).replace("for: 30s", "for: 30m"));

    // when
    BoundedProgram.Result checked = checked(directory.resolve("check.sh").toString());

    // then
    assertThat(checked.status()).isEqualTo(1);
    assertThat(checked.output()).contains("TributaryFenceWithoutCutover");
  }

  @Test
  void theExpressionsOfTheDashboardAreOnesOfPrometheus() throws IOException {
    // given: as rules that record them
    List<Map<String, String>> rules = new ArrayList<>();
    for (Shown shown : MonitoringFiles.shown()) {
      rules.add(
          Map.of(
              "record",
              "shown:" + rules.size(),
              "expr",
              shown.query().text().replace("$migration", ".*")));
    }
    Path file = directory.resolve("dashboard.rules.yml");
    Files.writeString(
        file,
        new ObjectMapper()
            .writeValueAsString(
                Map.of("groups", List.of(Map.of("name", "dashboard", "rules", rules)))));
    checked(SCRIPT);

    // when
    BoundedProgram.Result checked =
        BoundedProgram.run(directory, LIMIT, List.of(PROMTOOL, "check", "rules", file.toString()));

    // then
    assertThat(checked.status()).as(checked.output()).isZero();
  }

  private BoundedProgram.Result checked(String script) {
    BoundedProgram.Result checked =
        BoundedProgram.run(directory, LIMIT, List.of("sh", script, PROMTOOL));
    assumeThat(checked.status()).as(checked.output()).isNotEqualTo(NO_PROMTOOL);
    return checked;
  }
}
