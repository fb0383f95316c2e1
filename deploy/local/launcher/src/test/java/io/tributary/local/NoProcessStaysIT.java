package io.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.local.stack.ProcessSpec;
import io.tributary.local.stack.StackOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged PostgreSQL, broker and Connect worker end with the launcher, however it ends. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class NoProcessStaysIT {
  @TempDir Path home;
  private Process launcher;

  @BeforeEach
  void letPostgresSearchTheHome() throws IOException {
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void endTheLauncher() throws InterruptedException {
    launcher.destroy();
    launcher.waitFor();
  }

  @Test
  void whenTheLauncherIsKilled() throws IOException {
    // given
    List<ProcessHandle> started = startAndRead("up");

    // when
    launcher.destroyForcibly();

    // then
    assertThat(started).hasSizeGreaterThan(5);
    awaitEnd(started);
  }

  @Test
  void whenTheLauncherIsTerminatedAndWithoutSigkill() throws Exception {
    // given
    List<ProcessHandle> started = startAndRead("up");

    // when
    launcher.destroy();

    // then
    assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).isTrue();
    awaitEnd(started);
    assertThat(home.resolve("logs/postgres-target.log"))
        .content()
        .contains("database system is shut down");
  }

  @Test
  void whenTheLauncherIsKilledWhileItStarts() throws IOException {
    // given: the broker and PostgreSQL run, Connect has just been asked for
    List<ProcessHandle> started = startAndRead("broker is ready");

    // when
    launcher.destroyForcibly();

    // then
    awaitEnd(started);
  }

  @Test
  void whenAProcessDiesThatIsNotStartedAgain() throws Exception {
    // given
    List<ProcessHandle> started = startAndRead("up");
    ProcessHandle target =
        started.stream()
            .filter(process -> process.info().commandLine().orElse("").contains("postgres -D "))
            .filter(process -> !process.info().commandLine().orElse("").contains("supervise"))
            .findFirst()
            .orElseThrow();

    // when
    target.destroyForcibly();

    // then
    assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(launcher.exitValue()).isEqualTo(1);
    awaitEnd(started);
  }

  private List<ProcessHandle> startAndRead(String line) throws IOException {
    launcher =
        new ProcessBuilder(
                StackOptions.java().toString(),
                "-Xmx128m",
                "-Dtributary.root=" + System.getProperty("tributary.root"),
                "-cp",
                System.getProperty("java.class.path"),
                StackUnderTest.class.getName(),
                home.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output =
        new BufferedReader(
            new InputStreamReader(launcher.getInputStream(), StandardCharsets.UTF_8));
    String read = output.readLine();
    while (read != null && !read.startsWith(line)) {
      read = output.readLine();
    }
    assertThat(read).as("the launcher said %s", line).isNotNull();
    return launcher.descendants().toList();
  }

  private static void awaitEnd(List<ProcessHandle> processes) {
    await()
        .atMost(Duration.ofSeconds(ProcessSpec.GRACE_SECONDS + 15L))
        .untilAsserted(
            () ->
                assertThat(processes)
                    .filteredOn(ProcessHandle::isAlive)
                    .extracting(process -> process.info().commandLine())
                    .isEmpty());
  }
}
