package io.tributary.checks.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtensionInstallTest {
  private static final String COMMAND = "on the target's machine: `apt-get install postgresql-";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PostgreSQL 15.14 (Debian 15.14-1.pgdg120+1) on x86_64-pc-linux-gnu | 15",
        "PostgreSQL 18rc1 (Ubuntu 18~rc1-1.pgdg24.04+1) on aarch64 | 18",
        "PostgreSQL 17.6 (Debian 17.6-0+deb13u1) on x86_64-pc-linux-gnu | 17",
        "PostgreSQL 16.4 (Ubuntu 16.4-0ubuntu0.24.04.1) on x86_64-pc-linux-gnu | 16"
      })
  void namesThePackageWhereTheServersArchiveHasIt(String version, String major) {
    assertThat(ExtensionInstall.of("vector", ServerBuild.of(version)))
        .endsWith(COMMAND + major + "-pgvector`.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PostgreSQL 15.14 (Debian 15.14-0+deb12u1) on x86_64-pc-linux-gnu | Debian has no package",
        "PostgreSQL 14.13 (Ubuntu 14.13-0ubuntu0.22.04.1) on x86_64 | Ubuntu has no package"
      })
  void saysFromWhereItComesWhereTheServersArchiveLacksIt(String version, String said) {
    assertThat(ExtensionInstall.of("vector", ServerBuild.of(version)))
        .startsWith(said)
        .contains("wiki.postgresql.org/wiki/Apt", "postgresql-server-dev-1")
        .doesNotContain(COMMAND);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PostgreSQL 15.4 on x86_64-pc-linux-gnu, compiled by gcc (GCC) 8.5.0 | pgvector_15",
        "something else | pgvector_NN"
      })
  void namesTheKindsOfMachinesWhereTheServerDoesNotSay(String version, String named) {
    assertThat(ExtensionInstall.of("vector", ServerBuild.of(version)))
        .startsWith("A managed service has to offer the extension vector.")
        .contains(named)
        .doesNotContain("apt-get install");
  }

  @Test
  void looksUpThePackagesOfOtherExtensions() {
    assertThat(ExtensionInstall.of("postgis", ServerBuild.of("PostgreSQL 15.1 (Debian 15.1-1)")))
        .contains("`apt-cache search '^postgresql-15'`");
    assertThat(ExtensionInstall.of("postgis", ServerBuild.of("PostgreSQL 16.1 on x86_64")))
        .contains("postgresql16-contrib");
  }

  /** Debian's own answer, where this machine has one of its servers and lists of its packages. */
  @Test
  void agreesWithTheArchiveOfThisMachine() throws Exception {
    Path server = newestServer();
    assumeThat(server).as("a server of this machine").isExecutable();
    ServerBuild build = ServerBuild.of(output(server.toString(), "--version"));
    assumeThat(candidate("postgresql-" + build.major())).isTrue();

    boolean promised = ExtensionInstall.of("vector", build).contains(COMMAND);

    assertThat(promised).isEqualTo(candidate("postgresql-" + build.major() + "-pgvector"));
  }

  private static Path newestServer() throws IOException {
    Path all = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(all)) {
      return Path.of("/nonexistent");
    }
    try (Stream<Path> versions = Files.list(all)) {
      return versions
          .sorted()
          .reduce((a, b) -> b)
          .orElse(Path.of("/nonexistent"))
          .resolve("bin/postgres");
    }
  }

  private static boolean candidate(String name) throws Exception {
    return output("apt-cache", "policy", name).matches("(?s).*Candidate: \\d.*");
  }

  private static String output(String... command) throws Exception {
    try {
      Process process = new ProcessBuilder(List.of(command)).start();
      try (InputStream in = process.getInputStream()) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
      }
    } catch (IOException e) {
      return "";
    }
  }
}
