package io.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.local.stack.StackOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a user runs it, with all parts packaged and all samples. */
class DemoIT {
  @TempDir Path home;

  @Test
  void movesAllSamplesReportsThemEqualAndLeavesNoProcess() throws Exception {
    // given
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path report = home.resolve("report.json");
    Path output = home.resolve("output.txt");

    // when
    Process demo =
        new ProcessBuilder(
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
                report.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    List<ProcessHandle> seen = new java.util.ArrayList<>();
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

    // then
    assertThat(demo.waitFor(1, TimeUnit.SECONDS)).isTrue();
    assertThat(demo.exitValue()).as(Files.readString(output)).isZero();
    JsonNode summary = new ObjectMapper().readTree(report.toFile());
    assertThat(summary.path("status").asText()).isEqualTo("cut-over");
    assertThat(summary.path("tables")).hasSize(73 + 11 + 11 + 7 + 2 + 6);
    for (JsonNode table : summary.path("tables")) {
      assertThat(table.path("verdict").asText()).as(table.toString()).isEqualTo("EQUAL");
      assertThat(table.path("sourceRows").asLong())
          .isEqualTo(table.path("targetRows").asLong() + table.path("quarantinedRows").asLong());
    }
    assertThat(summary.path("writePauseMillis").asLong()).isPositive();
    assertThat(summary.path("rows").asLong())
        .isGreaterThan(2783 + 15_600 + 1_462 + 657 + 520 + 1_609);
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(seen).noneMatch(ProcessHandle::isAlive));
  }
}
