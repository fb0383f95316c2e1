package io.tributary.orchestrator.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.plan.Migration;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Switch actions in a rollback, and in the cutover before it. */
class SwitchBackTest {
  private static final String OLD_SECRET = "0ld-s3cr3t";
  private static final String SECRET = "n3w-s3cr3t";
  private static final String BEFORE = "# shop\nDB='app:" + OLD_SECRET + "'\nPORT=1\nOTHER=1\n";

  @TempDir Path directory;

  private final SwitchRunner runner =
      new SwitchRunner(
          new SecretReader(
              name -> name.equals("PW") ? SECRET : name.equals("OLD") ? OLD_SECRET : null,
              AllGrants.EVERYTHING),
          AllGrants.EVERYTHING,
          Clock.systemUTC());

  @Test
  void goesThereAndBackAgainAndAgain() throws IOException {
    // given
    Path file = file();
    SwitchAction action = set(file, Map.of());
    for (int round = 0; round < 3; round++) {
      // when, each twice as after a crash between the action and its note
      assertThat(looked(action, SwitchWay.CUTOVER)).isEmpty();
      assertThat(cutover(action, "c-" + round)).isEmpty();
      assertThat(cutover(action, "c-" + round)).isEmpty();
      // then
      assertThat(file)
          .content()
          .isEqualTo("# shop\nDB=app:" + SECRET + "\nPORT=2\nOTHER=1\nTLS=on\n");

      // when
      assertThat(looked(action, SwitchWay.back("c-" + round))).isEmpty();
      assertThat(rollback(action, "c-" + round)).isEmpty();
      assertThat(rollback(action, "c-" + round)).isEmpty();
      // then
      assertThat(file).content().isEqualTo(BEFORE);
      assertThat(directory.resolve("shop.env.before-c-" + round)).content().isEqualTo(BEFORE);
    }
    assertModes();
  }

  @Test
  void setsWhatTheActionSaysForTheWayBack() throws IOException {
    // given: nobody has kept what stood there
    Path file = Files.writeString(directory.resolve("shop.env"), "DB=mine\nPORT=2\n");
    SwitchAction action = set(file, Map.of("DB", "app:${env:OLD}", "PORT", "5432", "TLS", "off"));

    for (int round = 0; round < 2; round++) {
      // when
      assertThat(looked(action, SwitchWay.CUTOVER)).isEmpty();
      assertThat(cutover(action, "c-" + round)).isEmpty();
      assertThat(rollback(action, "c-" + round)).isEmpty();
      // then
      assertThat(file).content().isEqualTo("DB=app:" + OLD_SECRET + "\nPORT=5432\nTLS=off\n");
    }
  }

  @Test
  void mixesWhatTheActionSaysWithWhatStoodThere() throws IOException {
    Path file = file();
    SwitchAction action = set(file, Map.of("PORT", "5432"));

    assertThat(cutover(action, "c")).isEmpty();
    assertThat(rollback(action, "c")).isEmpty();

    assertThat(file).content().isEqualTo(BEFORE.replace("PORT=1", "PORT=5432"));
  }

  @Test
  void touchesNothingWhereSomebodyHasChangedAVariableMeanwhile() throws IOException {
    // given
    Path file = file();
    SwitchAction action = set(file, Map.of());
    assertThat(cutover(action, "c")).isEmpty();
    String edited = Files.readString(file).replace("DB=app", "DB=somebody");
    Files.writeString(file, edited);

    // then
    assertThat(looked(action, SwitchWay.back("c")).orElseThrow())
        .satisfies(e -> assertThat(e.code()).isEqualTo("TRB-SWITCH-FILE-EDITED"))
        .satisfies(e -> assertThat(e.message()).contains(file.toString(), "DB stands there"))
        .satisfies(e -> assertThat(e.toString()).doesNotContain(SECRET, OLD_SECRET));
    assertThat(rollback(action, "c"))
        .hasValueSatisfying(e -> assertThat(e.code()).isEqualTo("TRB-SWITCH-FILE-EDITED"));
    assertThat(file).content().isEqualTo(edited);

    // when: what is somebody else's may change
    Files.writeString(file, edited.replace("DB=somebody", "DB=app").replace("OTHER=1", "OTHER=2"));
    assertThat(rollback(action, "c")).isEmpty();
    // then
    assertThat(file).content().isEqualTo(BEFORE.replace("OTHER=1", "OTHER=2"));
  }

  @Test
  void saysSoWhereNobodyKnowsWhatToGoBackTo() throws IOException {
    // given
    Path file = file();
    SwitchAction action = set(file, Map.of());
    assertThat(cutover(action, "c")).isEmpty();

    // then: the cutover that is taken back has not written it
    assertThat(looked(action, SwitchWay.back("other")).orElseThrow())
        .satisfies(e -> assertThat(e.code()).isEqualTo("TRB-SWITCH-FILE-NOT-KEPT"))
        .satisfies(e -> assertThat(e.message()).contains("shop.env.before-other"));
    // and: a cutover that would find the new values there is stopped before it begins
    assertThat(looked(action, SwitchWay.CUTOVER))
        .hasValueSatisfying(e -> assertThat(e.code()).isEqualTo("TRB-SWITCH-FILE-NOT-KEPT"));
    assertThat(runner.look(Plans.cutover(1_000, Plans.of("shop", "a"), action), SwitchWay.CUTOVER))
        .allMatch(look -> look.problem().isEmpty());
  }

  @Test
  void looksAtTheSecretsOfTheWayBackBeforeTheCutover() throws IOException {
    SwitchAction action = set(file(), Map.of("DB", "${env:NONE}"));

    assertThat(looked(action, SwitchWay.CUTOVER))
        .hasValueSatisfying(e -> assertThat(e.code()).isEqualTo("TRB-SECRET-NOT-FOUND"));
  }

  @Test
  void keepsTheOwnerInBothDirections() throws IOException {
    // given
    Path file = file();
    UserPrincipalLookupService users = file.getFileSystem().getUserPrincipalLookupService();
    assumeTrue(Files.getOwner(file).getName().equals("root"), "only root gives files away");
    Files.setOwner(file, users.lookupPrincipalByName("nobody"));
    SwitchAction action = set(file, Map.of());

    // when
    assertThat(cutover(action, "c")).isEmpty();
    assertThat(rollback(action, "c")).isEmpty();

    // then
    for (Path each : List.of(file, directory.resolve("shop.env.before-c"))) {
      assertThat(Files.getOwner(each).getName()).isEqualTo("nobody");
    }
    assertModes();
  }

  @Test
  void tellsProgramsAndWebhooksWhichWayItGoes() throws IOException {
    // given
    Path told = directory.resolve("told");
    SwitchAction command =
        new SwitchAction.Command(
            List.of(
                "/bin/sh",
                "-c",
                "echo $TRIBUTARY_DIRECTION $TRIBUTARY_CUTOVER_ID >> \"$0\"",
                told.toString()),
            5_000);
    List<String> events = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          events.add(new String(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try {
      SwitchAction webhook =
          new SwitchAction.Webhook("http://127.0.0.1:" + server.getAddress().getPort(), 5_000);

      // when
      for (SwitchAction action : List.of(command, webhook)) {
        assertThat(cutover(action, "c")).isEmpty();
        assertThat(rollback(action, "c")).isEmpty();
      }

      // then
      assertThat(told).hasContent("cutover c\nrollback back-of-c");
      assertThat(events).hasSize(2);
      assertThat(events.get(0)).contains("\"direction\":\"OUT\"", "\"id\":\"c\"");
      assertThat(events.get(1)).contains("\"direction\":\"BACK\"", "\"id\":\"back-of-c\"");
    } finally {
      server.stop(0);
    }
  }

  private Path file() throws IOException {
    Path file = Files.writeString(directory.resolve("shop.env"), BEFORE);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static SwitchAction set(Path file, Map<String, String> back) {
    return new SwitchAction.EnvFile(
        file.toString(), Map.of("DB", "app:${env:PW}", "PORT", "2", "TLS", "on"), back);
  }

  private void assertModes() throws IOException {
    for (Path each : Files.list(directory).toList()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
          .as(each.toString())
          .isEqualTo("rw-------");
    }
  }

  private Optional<ErrorReport> looked(SwitchAction action, SwitchWay way) {
    return runner.look(plan(action), way).get(0).problem();
  }

  private Optional<ErrorReport> cutover(SwitchAction action, String id) {
    return run(action, id, SwitchWay.CUTOVER);
  }

  private Optional<ErrorReport> rollback(SwitchAction action, String cutover) {
    return run(action, "back-of-" + cutover, SwitchWay.back(cutover));
  }

  private Optional<ErrorReport> run(SwitchAction action, String id, SwitchWay way) {
    return runner
        .run(plan(action), new SwitchRequest("shop", id, way, 0, null), report -> {})
        .map(SwitchReport::error);
  }

  private static Migration plan(SwitchAction action) {
    return Plans.cutover(1_000, Plans.returning(Plans.of("shop", "a")), action);
  }
}
