package io.tributary.local.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the scripts take out of an archive of packages is signed by it. */
class SignedPackagesTest {
  private static final String PACKAGES = "main/binary-amd64/Packages";
  private static final String RELEASE =
      """
      Suite: trixie
      Codename: trixie
      Components: main
      Architectures: amd64 all
      SHA256:
       %s %d %s
      """;
  private static final String CONTROL =
      """
      Package: forged
      Version: 1
      Architecture: all
      Maintainer: nobody
      Description: forged
      """;

  /** As an administrator may have set it who has an archive of his own without a signature. */
  private static final String CARELESS =
      """
      APT::Get::AllowUnauthenticated "true";
      Acquire::AllowInsecureRepositories "true";
      Acquire::AllowWeakRepositories "true";
      """;

  @TempDir private Path directory;

  @BeforeEach
  void requireDebian() throws Exception {
    assumeTrue(
        run("command -v apt-get && command -v dpkg-deb").status() == 0, "packages are Debian's");
  }

  @Test
  void nothingIsTakenOutOfAnArchiveWithoutASignatureWhateverTheMachineAllows() throws Exception {
    // given
    archive();
    Files.writeString(directory.resolve("careless.conf"), CARELESS);
    String script = script("private-apt.sh");

    // when
    Outcome outcome =
        run(
            "set -eu; work=$PWD; . "
                + script
                + "; private_lists deb file:$PWD/archive trixie;"
                + " private_apt apt-get -qq update && private_apt apt-get -qq download forged");

    // then
    assertThat(outcome.said()).contains("is not signed");
    assertThat(outcome.status()).isNotZero();
    assertThat(directory.resolve("forged_1_all.deb")).doesNotExist();
  }

  /** One package, named by lists without a signature. */
  private void archive() throws Exception {
    Path control = directory.resolve("package/DEBIAN/control");
    Files.createDirectories(control.getParent());
    Files.writeString(control, CONTROL);
    Path archive = Files.createDirectories(directory.resolve("archive/dists/trixie"));
    Path pool = Files.createDirectories(directory.resolve("archive/pool"));
    assertThat(run("dpkg-deb -b package archive/pool/forged.deb").status()).isZero();
    Path file = pool.resolve("forged.deb");
    Path packages = archive.resolve(PACKAGES);
    Files.createDirectories(packages.getParent());
    Files.writeString(
        packages,
        CONTROL
            + "Filename: pool/forged.deb\nSize: %d\nSHA256: %s\n\n"
                .formatted(Files.size(file), sha256(file)));
    Files.writeString(
        archive.resolve("Release"),
        RELEASE.formatted(sha256(packages), Files.size(packages), PACKAGES));
  }

  private record Outcome(int status, String said) {}

  private Outcome run(String command) throws IOException, InterruptedException {
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-c", command)
            .directory(directory.toFile())
            .redirectErrorStream(true);
    shell.environment().put("APT_CONFIG", directory.resolve("careless.conf").toString());
    shell.environment().put("LC_ALL", "C");
    Process process = shell.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), said);
  }

  private static String script(String name) {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("deploy/local/bin"))) {
      root = root.getParent();
    }
    return root.resolve("deploy/local/bin").resolve(name).toString();
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }
}
