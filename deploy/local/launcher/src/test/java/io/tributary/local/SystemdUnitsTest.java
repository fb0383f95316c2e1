package io.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemdUnitsTest {
  private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

  @TempDir private Path directory;

  @Test
  void areTakenBySystemdWithoutARemark() throws Exception {
    assumeThat(ANALYZE).isExecutable();
    // given: programs that this machine has
    Path root = Path.of("../../..").toAbsolutePath().normalize();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        new ArrayList<>(List.of(ANALYZE.toString(), "verify", "--man=no", "--recursive-errors=no"));
    for (Path unit : units(root)) {
      String name = unit.getFileName().toString().replace("@.", "@cdc.");
      String text =
          Files.readString(unit)
              .replace("/opt/tributary/", root + "/")
              .replace("/usr/bin/java", java);
      command.add(Files.writeString(directory.resolve(name), text).toString());
    }

    // when
    Path said = directory.resolve("said");
    Process verify =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();

    // then
    assertThat(verify.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(said).lines().filter(line -> line.contains("tributary"))).isEmpty();
    assertThat(verify.exitValue()).isZero();
  }

  @Test
  void areHardenedAndStartedAgain() throws IOException {
    for (Path unit : units(Path.of("../../.."))) {
      assertThat(Files.readAllLines(unit))
          .as(unit.toString())
          .contains(
              "Restart=on-failure", "UMask=0077", "NoNewPrivileges=yes", "ProtectSystem=strict")
          .anyMatch(line -> line.startsWith("MemoryMax="));
    }
  }

  private static List<Path> units(Path root) throws IOException {
    try (Stream<Path> units = Files.list(root.resolve("deploy/systemd"))) {
      return units.filter(unit -> unit.toString().endsWith(".service")).sorted().toList();
    }
  }
}
