package io.tributary.orchestrator.switching;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.secret.SecretReader;
import io.tributary.fixture.AllGrants;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.cutover.SwitchWay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be known of a switch action before anything is fenced. */
class SwitchLookTest {
  @TempDir Path directory;

  private final SwitchRunner look =
      new SwitchRunner(
          new SecretReader(name -> name.equals("PW") ? "s3cr3t" : null, AllGrants.EVERYTHING),
          AllGrants.EVERYTHING,
          Clock.systemUTC());

  @Test
  void findsNothingAgainstActionsThatWouldWorkAndChangesNothing() throws IOException {
    Path file = Files.writeString(directory.resolve(".env"), "DB=old\n");

    assertThat(problem(new SwitchAction.EnvFile(file.toString(), Map.of("DB", "${env:PW}"))))
        .isEmpty();
    assertThat(problem(new SwitchAction.Command(List.of("sh", "-c", "exit 1"), 1))).isEmpty();
    assertThat(problem(new SwitchAction.Command(List.of("/bin/sh"), 1))).isEmpty();
    assertThat(file).hasContent("DB=old");
    assertThat(directory.toFile().list()).containsExactly(".env");
  }

  @Test
  void namesFilesThatAreMissingOrCannotBeRewrittenWithoutGuessing() throws IOException {
    Path directoryInstead = Files.createDirectory(directory.resolve("sub.env"));
    Path compose = Files.writeString(directory.resolve("compose.yml"), "services: {}\n");

    assertProblem(
        new SwitchAction.EnvFile("/nowhere/.env", Map.of("A", "b")),
        "TRB-SWITCH-FILE",
        "/nowhere/.env of a switch action does not exist");
    assertProblem(
        new SwitchAction.EnvFile(directoryInstead.toString(), Map.of("A", "b")),
        "TRB-SWITCH-FILE",
        "cannot be rewritten");
    assertProblem(
        new SwitchAction.EnvFile(compose.toString(), Map.of("A", "b")),
        "TRB-SWITCH-FILE-AMBIGUOUS",
        "compose.yml is not touched");
  }

  @Test
  void namesSecretsThatCannotBeRead() throws IOException {
    Path file = Files.writeString(directory.resolve(".env"), "DB=old\n");

    assertProblem(
        new SwitchAction.EnvFile(file.toString(), Map.of("DB", "x${env:NONE}")),
        "TRB-SECRET-NOT-FOUND",
        "NONE");
    assertProblem(
        new SwitchAction.Command(List.of("/bin/sh"), Map.of("A", "${file:/no/secret}"), 1),
        "TRB-SECRET-NOT-FOUND",
        "/no/secret");
  }

  @Test
  void namesProgramsThatAreMissingOrMayNotBeRun() throws IOException {
    Path script = Files.writeString(directory.resolve("script"), "#!/bin/sh\n");

    assertProblem(
        new SwitchAction.Command(List.of("no-such-program-at-all"), 1),
        "TRB-SWITCH-COMMAND",
        "no-such-program-at-all of a switch action is in no directory of this service's PATH");
    assertProblem(
        new SwitchAction.Command(List.of(script.toString()), 1),
        "TRB-SWITCH-COMMAND",
        "may not run it");
    assertProblem(
        new SwitchAction.Command(List.of(directory.toString()), 1),
        "TRB-SWITCH-COMMAND",
        "may not run it");
  }

  @Test
  void connectsToAWebhooksHostAndSendsNothing() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(10_000);
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/hook?t=${env:PW}";

      assertThat(problem(new SwitchAction.Webhook(url, 5_000))).isEmpty();

      try (var accepted = server.accept()) {
        assertThat(accepted.getInputStream().readAllBytes()).isEmpty();
      } catch (SocketTimeoutException e) {
        throw new AssertionError("nobody has connected", e);
      }
    }
  }

  @Test
  void namesAWebhookWhoseHostIsUnknownOrTakesNoConnectionWithoutItsSecrets() throws IOException {
    int free;
    try (ServerSocket server = new ServerSocket(0)) {
      free = server.getLocalPort();
    }
    assertProblem(
        new SwitchAction.Webhook("http://127.0.0.1:" + free + "/hook?t=${env:PW}", 5_000),
        "TRB-SWITCH-WEBHOOK",
        "takes no connection at port " + free);
    assertProblem(
        new SwitchAction.Webhook("https://u:${env:PW}@no-such-host.invalid/hook", 5_000),
        "TRB-SWITCH-WEBHOOK",
        "its host no-such-host.invalid is not known here");
  }

  @Test
  void namesAWebhookThatDoesNotProveWhoItIs() throws Exception {
    HttpServer plain =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    plain.start();
    try {
      assertProblem(
          new SwitchAction.Webhook(
              "https://localhost:" + plain.getAddress().getPort() + "/hook", 2_000),
          "TRB-SWITCH-WEBHOOK",
          "does not prove");
    } finally {
      plain.stop(0);
    }
  }

  private void assertProblem(SwitchAction action, String code, String words) {
    assertThat(problem(action))
        .hasValueSatisfying(found -> assertThat(found.code()).isEqualTo(code))
        .hasValueSatisfying(
            found -> assertThat(found.message()).contains(words).doesNotContain("s3cr3t"));
  }

  private Optional<ErrorReport> problem(SwitchAction action) {
    return look.look(Plans.cutover(1_000, Plans.of("shop", "a"), action), SwitchWay.CUTOVER)
        .get(0)
        .problem();
  }
}
