package io.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.local.stack.HomeLock;
import io.tributary.local.stack.LogTail;
import io.tributary.local.stack.LoopbackPort;
import io.tributary.local.stack.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  @TempDir Path home;

  @Test
  void refusesUnknownOptions() {
    assertThat(Launcher.run("up", "--orchestrator-prot", "1")).isEqualTo(2);
  }

  @Test
  void namesThePortThatIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(LoopbackPort.HOST))) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> LoopbackPort.exactly(port, "--orchestrator-port"))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("Port " + port)
          .hasMessageContaining("--orchestrator-port");
      assertThat(LoopbackPort.preferably(port)).isNotEqualTo(port);
    }
  }

  @Test
  void givesPortsOnceAndNoneThatAnOutgoingConnectionMayBeUsing() {
    List<Integer> ports = Stream.generate(LoopbackPort::free).limit(50).toList();

    assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port < 32_768);
  }

  @Test
  void refusesAConnectClusterWithoutItsKafka() {
    assertThat(Launcher.run("up", "--home", home.toString(), "--connect", "http://127.0.0.1:1"))
        .isEqualTo(1);
  }

  @Test
  void reportsAFailureOfTheDemoThatNobodyHasThoughtOf() throws IOException {
    // given a lock that this same JVM holds, which Java answers with an exception of its own
    Path report = home.resolve("report.json");
    try (HomeLock lock = HomeLock.take(home.resolve("demo"))) {
      // when
      int status = Launcher.run("demo", "--home", home.toString(), "--report", report.toString());

      // then
      assertThat(status).isEqualTo(1);
    }
    assertThat(report)
        .content()
        .contains("\"status\" : \"failed\"")
        .contains("\"reason\" : \"Unexpected: java.nio.channels.OverlappingFileLockException");
  }

  @Test
  void showsTheEndOfALog() throws IOException {
    // given
    Path log = home.resolve("x.log");
    Files.writeString(log, "first\n" + "line\n".repeat(40) + "last\n");

    // then
    assertThat(LogTail.of(log)).doesNotContain("first").endsWith("    last");
    assertThat(LogTail.of(home.resolve("none.log"))).contains("cannot be read");
  }
}
