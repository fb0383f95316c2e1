package io.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.fixture.PgBouncer;
import io.tributary.local.stack.StackOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a user runs it, with all parts packaged and all samples. */
class DemoIT {
  @TempDir Path home;

  @Test
  void movesAllSamplesReportsThemEqualAndLeavesNoProcess() throws Exception {
    // when
    JsonNode summary = demo();

    // then
    assertThat(summary.path("tables")).hasSize(73 + 11 + 11 + 7 + 2 + 6);
    for (JsonNode table : summary.path("tables")) {
      assertThat(table.path("verdict").asText()).as(table.toString()).isEqualTo("EQUAL");
      assertThat(table.path("sourceRows").asLong())
          .isEqualTo(table.path("targetRows").asLong() + table.path("quarantinedRows").asLong());
    }
    assertThat(summary.path("writePauseMillis").asLong()).isPositive();
    assertThat(summary.path("rows").asLong())
        .isGreaterThan(2783 + 15_600 + 1_462 + 657 + 520 + 1_609);
    assertThat(summary.has("rounds")).isFalse();
  }

  @Test
  void goesBackToTheOldDatabasesAndForthAgainAndLosesNothing() throws Exception {
    // when an application is behind a pooler, where there is one, and another one is not
    List<String> arguments = new ArrayList<>(List.of("--rounds", "1", "n8n", "stoic-emperor"));
    PgBouncer.missing().ifPresentOrElse(System.out::println, () -> arguments.add("--pooler"));
    JsonNode summary = demo(arguments.toArray(String[]::new));

    // then
    assertThat(summary.path("rounds").findValuesAsText("direction"))
        .containsExactly("cutover", "rollback", "cutover");
    for (JsonNode round : summary.path("rounds")) {
      assertThat(round.path("writePauseMillis").asLong()).as(round.toString()).isPositive();
      assertThat(round.path("tables").asLong()).isEqualTo(summary.path("tables").size());
      assertThat(round.path("equal").asLong()).isEqualTo(round.path("tables").asLong());
      assertThat(round.path("lostWrites").asLong()).isZero();
    }
  }

  /** The report of a run that has ended well and left no process. */
  private JsonNode demo(String... arguments) throws Exception {
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path report = home.resolve("report.json");
    Path output = home.resolve("output.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                StackOptions.java().toString(),
                "-Xmx256m",
                "-Dtributary.root=" + System.getProperty("tributary.root"),
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName(),
                "demo",
                "--home",
                home.toString(),
                "--exit",
                "--report",
                report.toString()));
    command.addAll(List.of(arguments));
    Process demo =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    List<ProcessHandle> seen = new ArrayList<>();
    try {
      await()
          // Some four minutes on two cores that another JVM of tests works on, too.
          .atMost(Duration.ofMinutes(10))
          .until(
              () -> {
                demo.descendants().filter(p -> !seen.contains(p)).forEach(seen::add);
                return !demo.isAlive();
              });
    } finally {
      if (demo.isAlive()) {
        System.out.println(Files.readString(output));
      }
      // One that takes too long ends what it started.
      demo.destroy();
    }
    assertThat(demo.waitFor(1, TimeUnit.SECONDS)).isTrue();
    assertThat(demo.exitValue()).as(Files.readString(output)).isZero();
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(seen).noneMatch(ProcessHandle::isAlive));
    JsonNode summary = new ObjectMapper().readTree(report.toFile());
    assertThat(summary.path("status").asText()).isEqualTo("cut-over");
    return summary;
  }
}
