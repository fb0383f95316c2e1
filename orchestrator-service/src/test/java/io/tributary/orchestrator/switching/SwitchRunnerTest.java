package io.tributary.orchestrator.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.secret.SecretReader;
import io.tributary.fixture.AllGrants;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.cutover.SwitchReport;
import io.tributary.orchestrator.cutover.SwitchWay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwitchRunnerTest {
  private static final String SECRET = "s3cr3t";

  @TempDir Path directory;

  private final SwitchRunner runner =
      new SwitchRunner(
          new SecretReader(name -> name.equals("PW") ? SECRET : null, AllGrants.EVERYTHING),
          AllGrants.EVERYTHING,
          Clock.systemUTC());

  @Test
  void replacesTheFileKeepsTheOldOneAndItsMode() throws IOException {
    // given
    Path file = Files.writeString(directory.resolve(".env"), "DB=old\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);

    // when, twice as after a crash
    SwitchAction action = new SwitchAction.EnvFile(link.toString(), Map.of("DB", "x:${env:PW}"));
    assertThat(run(action)).isEmpty();
    assertThat(run(action)).isEmpty();

    // then
    assertThat(file).hasContent("DB=x:" + SECRET);
    assertThat(directory.resolve(".env.before-c-1")).hasContent("DB=old");
    assertThat(link).isSymbolicLink();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(3);
    }
  }

  @Test
  void namesAMissingFileAndAMissingSecret() {
    assertThat(run(new SwitchAction.EnvFile("/nowhere/.env", Map.of("A", "b"))).orElseThrow())
        .satisfies(e -> assertThat(e.code()).isEqualTo("TRB-SWITCH-FILE"))
        .satisfies(e -> assertThat(e.message()).contains("/nowhere/.env"));
    assertThat(run(new SwitchAction.EnvFile("/nowhere/.env", Map.of("A", "${env:NO}"))))
        .hasValueSatisfying(e -> assertThat(e.code()).isEqualTo("TRB-SECRET-NOT-FOUND"));
  }

  @Test
  void runsAProgramWithoutAShellAndTellsItTheCutover() throws IOException {
    // given
    Path out = directory.resolve("out $(x); y");
    String script =
        "printf '%s %s %s' \"$TRIBUTARY_MIGRATION\" \"$TRIBUTARY_CUTOVER_ID\" \"$PW\" > \"$1\"";

    // when
    Optional<ErrorReport> failure =
        run(
            new SwitchAction.Command(
                List.of("/bin/sh", "-c", script, "sh", out.toString()),
                Map.of("PW", "${env:PW}"),
                5_000));

    // then
    assertThat(failure).isEmpty();
    assertThat(out).hasContent("shop c-1 " + SECRET);
  }

  @Test
  void theRewrittenFileBelongsToWhomTheOldOneDid() throws IOException {
    Path file = Files.writeString(directory.resolve(".env"), "DB=old\n");
    UserPrincipalLookupService users = file.getFileSystem().getUserPrincipalLookupService();
    assumeTrue(Files.getOwner(file).getName().equals("root"), "only root gives files away");
    Files.setOwner(file, users.lookupPrincipalByName("nobody"));
    Files.setAttribute(file, "posix:group", users.lookupPrincipalByGroupName("nogroup"));

    assertThat(run(new SwitchAction.EnvFile(file.toString(), Map.of("DB", "new")))).isEmpty();

    assertThat(file).content().isEqualTo("DB=new\n");
    assertThat(Files.getOwner(file).getName()).isEqualTo("nobody");
    assertThat(Files.getAttribute(file, "posix:group")).hasToString("nogroup");
  }

  @Test
  void reportsAProgramThatFailsOrIsMissingWithoutItsArguments() {
    assertThat(run(command(5_000, "/bin/sh", "-c", "exit 3 # ${env:PW}")))
        .hasValueSatisfying(e -> assertThat(e.message()).contains("status 3"));
    assertThat(run(command(100, "/no/such/program", "${env:PW}")))
        .hasValueSatisfying(
            e -> assertThat(e.message()).contains("/no/such/program").doesNotContain(SECRET));
  }

  @Test
  void postsTheCutoverAndWantsASuccess() throws IOException {
    // given
    List<String> seen = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          seen.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
          seen.add(exchange.getRequestHeaders().getFirst("Content-Type"));
          seen.add(new String(exchange.getRequestBody().readAllBytes()));
          int status = exchange.getRequestURI().getPath().equals("/good") ? 204 : 500;
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();

      // when
      Optional<ErrorReport> good = run(new SwitchAction.Webhook(url + "/good", 5_000));
      Optional<ErrorReport> bad = run(new SwitchAction.Webhook(url + "/bad?t=${env:PW}", 5_000));

      // then
      assertThat(good).isEmpty();
      assertThat(seen.subList(0, 2)).containsExactly("c-1", "application/cloudevents+json");
      assertThat(seen.get(2)).contains("\"id\":\"c-1\"", "io.tributary.cutover.step.v1");
      assertThat(bad)
          .hasValueSatisfying(
              e -> assertThat(e.message()).contains("status 500").doesNotContain(SECRET, "t="));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void tellsTheEndAlsoWhenTheMachineFails() {
    // given
    SwitchRequest switching = new SwitchRequest("shop", "c-1", SwitchWay.CUTOVER, 0, null);

    // when
    Optional<SwitchReport> end =
        runner.run(
            Plans.cutover(1_000, Plans.of("shop", "a"), command(5_000, "/bin/sh", "-c", "exit 0")),
            switching,
            report -> {
              throw new NoClassDefFoundError(SECRET);
            });

    // then: it is tried again, as nobody waits for an end that was never told
    assertThat(end)
        .hasValueSatisfying(
            report -> {
              assertThat(report.what()).isEqualTo(SwitchReport.What.FAILED);
              assertThat(report.error().message())
                  .contains("NoClassDefFoundError", "tried again")
                  .doesNotContain(SECRET);
            });
  }

  private Optional<ErrorReport> run(SwitchAction action) {
    SwitchRequest switching = new SwitchRequest("shop", "c-1", SwitchWay.CUTOVER, 0, null);
    return runner
        .run(Plans.cutover(1_000, Plans.of("shop", "a"), action), switching, report -> {})
        .map(SwitchReport::error);
  }

  private static SwitchAction command(long timeout, String... run) {
    return new SwitchAction.Command(List.of(run), timeout);
  }
}
