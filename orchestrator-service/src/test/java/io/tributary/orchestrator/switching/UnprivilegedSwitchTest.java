package io.tributary.orchestrator.switching;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.secret.SecretReader;
import io.tributary.fixture.AllGrants;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.cutover.SwitchReport;
import io.tributary.orchestrator.cutover.SwitchWay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A switch action performed by a process that may give no file to somebody else. */
class UnprivilegedSwitchTest {
  @TempDir Path directory;

  @Test
  void doesNotReplaceAFileThatItMayNotGiveBackToItsOwner() throws Exception {
    // given a file that everybody may write, in a directory of the process's user
    assumeTrue(Files.getOwner(directory).getName().equals("root"), "only root becomes somebody");
    UserPrincipalLookupService users = directory.getFileSystem().getUserPrincipalLookupService();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    Path own = Files.createDirectory(directory.resolve("own"));
    Files.setOwner(own, users.lookupPrincipalByName("nobody"));
    Path file = Files.writeString(own.resolve(".env"), "DB=old\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    // when
    List<String> said = asNobody(file);

    // then
    assertThat(said)
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("TRB-SWITCH-FILE", file.toString(), "it belongs to root")
                    .contains("this service may not give a file to them"));
    assertThat(file).content().isEqualTo("DB=old\n");
    assertThat(Files.getOwner(file).getName()).isEqualTo("root");
    assertThat(own.toFile().list()).containsExactly(".env");
  }

  /**
   * What {@link Performed} prints in a process of the user nobody. It may read the test's classes,
   * wherever they are, and give no file away.
   */
  private static List<String> asNobody(Path file) throws Exception {
    Process process =
        new ProcessBuilder(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                "--inh-caps=-all,+dac_override",
                "--ambient-caps=-all,+dac_override",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Performed.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(process.waitFor()).as("%s", lines).isZero();
    return lines;
  }

  /** Looks at a switch action that rewrites a file, and performs it, and says what came of each. */
  static final class Performed {
    private Performed() {}

    public static void main(String[] arguments) {
      SwitchRunner runner =
          new SwitchRunner(
              new SecretReader(name -> null, AllGrants.EVERYTHING),
              AllGrants.EVERYTHING,
              Clock.systemUTC());
      var plan =
          Plans.cutover(
              1_000,
              Plans.of("shop", "a"),
              new SwitchAction.EnvFile(arguments[0], Map.of("DB", "new")));
      System.out.println("look: " + said(runner.look(plan, SwitchWay.CUTOVER).get(0).problem()));
      System.out.println(
          "run: "
              + said(
                  runner
                      .run(
                          plan,
                          new SwitchRequest("shop", "c-1", SwitchWay.CUTOVER, 0, null),
                          report -> {})
                      .map(SwitchReport::error)));
    }

    private static String said(Optional<ErrorReport> problem) {
      return problem.map(report -> report.code() + " " + report.message()).orElse("nothing");
    }
  }
}
