package io.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.tributary.fixture.LoopbackPort;
import io.tributary.local.stack.EmbeddedGrants;
import io.tributary.local.stack.StackLayout;
import io.tributary.local.stack.StackOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A user's Ctrl-C in a terminal ends the packaged stack as a whole. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CtrlCIT {
  private static final int END_OF_TEXT = 3;
  private static final int ENDED_BY_CTRL_C = 130;

  @TempDir Path home;

  @Test
  void saysWhatIsGrantedAndLeavesNoProcessOfTheWholeStack() throws Exception {
    // given
    assumeThat(terminalAvailable()).as("util-linux script, which makes a terminal").isTrue();
    Process terminal = inTerminal("up", "--home", home.toString(), "--orchestrator-port", port());
    try {
      String seen = readUntil(terminal, "Tributary is up.");
      assertThat(seen)
          .as("what migration files may name")
          .contains(
              EmbeddedGrants.here(new StackLayout(home, home)).inWords().toArray(String[]::new));
      List<ProcessHandle> started = terminal.descendants().toList();
      assertThat(started).hasSizeGreaterThan(5).allMatch(ProcessHandle::isAlive);

      // when the key is pressed; the terminal makes the signal of it
      OutputStream keyboard = terminal.getOutputStream();
      keyboard.write(END_OF_TEXT);
      keyboard.flush();

      // then
      await()
          .atMost(Duration.ofSeconds(90))
          .untilAsserted(
              () ->
                  assertThat(started)
                      .filteredOn(ProcessHandle::isAlive)
                      .extracting(process -> process.info().commandLine())
                      .isEmpty());
      assertThat(terminal.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(terminal.exitValue()).isEqualTo(ENDED_BY_CTRL_C);
    } finally {
      terminal.destroy();
    }
  }

  private static boolean terminalAvailable() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Path.of(directory, "script").toFile().canExecute());
  }

  private static Process inTerminal(String... arguments) throws IOException {
    // A test run in the background ignores the key, and so would all that it starts.
    String command =
        "exec env --default-signal=INT '%s' -Xmx128m '-Dtributary.root=%s' -cp '%s' %s %s"
            .formatted(
                StackOptions.java(),
                System.getProperty("tributary.root"),
                System.getProperty("java.class.path"),
                Launcher.class.getName(),
                String.join(" ", arguments));
    return new ProcessBuilder("script", "-q", "-e", "-c", command, "/dev/null")
        .redirectErrorStream(true)
        .start();
  }

  private static String readUntil(Process terminal, String wanted) throws IOException {
    BufferedReader screen =
        new BufferedReader(
            new InputStreamReader(terminal.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder seen = new StringBuilder();
    String line = screen.readLine();
    while (line != null && !line.contains(wanted)) {
      seen.append(line).append('\n');
      line = screen.readLine();
    }
    assertThat(line).as("the terminal showed:%n%s", seen).isNotNull();
    return seen.toString();
  }

  private static String port() {
    return String.valueOf(LoopbackPort.free());
  }
}
