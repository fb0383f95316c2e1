package io.tributary.orchestrator.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.secret.SecretReader;
import io.tributary.fixture.AllGrants;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.cutover.StartedCommand;
import io.tributary.orchestrator.cutover.SwitchReport;
import io.tributary.orchestrator.cutover.SwitchReport.What;
import io.tributary.orchestrator.cutover.SwitchWay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command prints, how long it may take, and who waits for it. */
class CommandSwitchTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String SECRET = "s3cr3t/+x";

  @TempDir Path directory;

  private final List<SwitchReport> told = new CopyOnWriteArrayList<>();
  private final SwitchRunner runner =
      new SwitchRunner(
          new SecretReader(name -> name.equals("PW") ? SECRET : null, AllGrants.EVERYTHING),
          AllGrants.EVERYTHING,
          Clock.systemUTC());

  @Test
  void keepsTheEndOfWhatItPrintsWithoutSecrets() {
    // given 9,000 bytes before the last words, in characters of three bytes
    String script =
        "i=0; while [ $i -lt 3000 ]; do printf '\\342\\202\\254'; i=$((i+1)); done;"
            + " echo \"password=$PW\"; echo url=s3cr3t%2F%2Bx >&2; exit 3";

    // when
    SwitchReport end = run(knowing(script), null).get();

    // then
    assertThat(end.what()).isEqualTo(What.FAILED);
    assertThat(end.output())
        .startsWith("…€")
        .endsWith("password=****\nurl=****\n")
        .doesNotContain(SECRET, "s3cr3t");
    assertThat(end.output().getBytes().length).isBetween(8_100, 8_200);
    assertThat(leftOver()).isEmpty();
  }

  @Test
  void showsNoPartOfASecretThatTheEndBeginsWithin() {
    for (int behind : List.of(8_180, 8_185, 8_188, 8_191, 8_236, 8_240, 8_243)) {
      String script = "printf '%s%0" + behind + "d' \"$PW\" 0";

      SwitchReport end = run(knowing(script), null).get();

      String beginning = end.output().substring(0, 12);
      assertThat(beginning).as("%d bytes behind the secret", behind).matches("…?\\*{0,4}0+");
    }
  }

  @Test
  void aProgramGetsNothingOfTheServicesEnvironmentButWhereAndWhoItIs() throws Exception {
    // given
    Path seen = directory.resolve("environment");
    Path arguments = directory.resolve("arguments");
    String script =
        "/usr/bin/env > %s; tr '\\0' ' ' < /proc/$$/cmdline > %s".formatted(seen, arguments);

    // when
    assertThat(run(knowing(script), null))
        .hasValueSatisfying(end -> assertThat(end.what()).isEqualTo(What.SUCCEEDED));

    // then
    assertThat(Files.readAllLines(seen))
        .contains("PW=" + SECRET, "TRIBUTARY_MIGRATION=shop")
        .allMatch(
            line ->
                line.matches(
                    "(PATH|HOME|USER|LOGNAME|LANG|LC_ALL|TZ|TMPDIR|PWD|SHLVL|OLDPWD|_|PW"
                        + "|TRIBUTARY_MIGRATION|TRIBUTARY_CUTOVER_ID|TRIBUTARY_DIRECTION)=.*"));
    assertThat(Files.readString(arguments)).doesNotContain(SECRET);
  }

  @Test
  void setsNoVariableByWhichAnotherProgramWouldRun() {
    SwitchAction action =
        new SwitchAction.Command(
            List.of("/bin/true"), Map.of("LD_PRELOAD", "/srv/uploads/x.so"), 5_000);
    assertThat(run(action, null))
        .hasValueSatisfying(end -> assertThat(end.error().code()).isEqualTo("TRB-SWITCH-COMMAND"));
  }

  private static SwitchAction knowing(String script) {
    return new SwitchAction.Command(
        List.of("/bin/sh", "-c", script), Map.of("PW", "${env:PW}"), 60_000);
  }

  @Test
  void waitsForACommandThatTakesTooLongAndTellsSo() throws Exception {
    // given a command that goes on until it is let go
    Path go = directory.resolve("go");
    String script = "echo working; while [ ! -e " + go + " ]; do sleep 0.05; done; echo done";

    // when
    CompletableFuture<Optional<SwitchReport>> end =
        CompletableFuture.supplyAsync(() -> run(command(100, "/bin/sh", "-c", script), null));
    await().atMost(SOON).until(() -> told.size() == 2);

    // then
    assertThat(told.get(0).what()).isEqualTo(What.STARTED);
    long pid = told.get(0).started().pid();
    assertThat(told.get(1).what()).isEqualTo(What.OVERDUE);
    assertThat(told.get(1).error().code()).isEqualTo("TRB-SWITCH-COMMAND-OVERDUE");
    assertThat(told.get(1).error().message()).contains("/bin/sh (process " + pid, "100 ms", "skip");
    assertThat(told.get(1).output()).isEqualTo("working\n");
    assertThat(ProcessHandle.of(pid)).hasValueSatisfying(p -> assertThat(p.isAlive()).isTrue());
    Files.createFile(go);
    assertThat(end.get(60, TimeUnit.SECONDS))
        .hasValueSatisfying(report -> assertThat(report.what()).isEqualTo(What.SUCCEEDED))
        .hasValueSatisfying(report -> assertThat(report.output()).isEqualTo("working\ndone\n"));
  }

  @Test
  void leavesACommandRunningWhenTheServiceEndsAndTheNextOneWaitsForItAndStartsNoSecond()
      throws Exception {
    // given
    Path go = directory.resolve("go");
    Path starts = directory.resolve("starts");
    SwitchAction action =
        command(
            60_000,
            "/bin/sh",
            "-c",
            "echo one >> %s; echo out; while [ ! -e %s ]; do sleep 0.05; done"
                .formatted(starts, go));
    Thread service = new Thread(() -> assertThat(run(action, null)).isEmpty());
    service.start();
    await().atMost(SOON).until(() -> told.size() == 1 && Files.exists(starts));
    StartedCommand started = told.get(0).started();

    // when
    service.interrupt();
    service.join();
    CompletableFuture<Optional<SwitchReport>> next =
        CompletableFuture.supplyAsync(() -> run(action, started));

    // then
    assertThat(ProcessHandle.of(started.pid()).map(ProcessHandle::isAlive)).contains(true);
    Files.createFile(go);
    SwitchReport end = next.get(60, TimeUnit.SECONDS).orElseThrow();
    assertThat(end.what()).isEqualTo(What.FAILED);
    assertThat(end.error().code()).isEqualTo("TRB-SWITCH-COMMAND-UNWATCHED");
    assertThat(end.error().message()).contains("exit status is not known", "confirm");
    assertThat(end.output()).isEqualTo("out\n");
    assertThat(starts).hasContent("one");
    assertThat(told).hasSize(1);
  }

  @Test
  void doesNotTakeALaterProcessOfTheSameNumberForItsCommand() {
    ProcessHandle other = ProcessHandle.current();
    StartedCommand gone =
        new StartedCommand(
            other.pid(),
            other.info().startInstant().orElseThrow().minusSeconds(60),
            LocalHost.name(),
            directory.resolve("none").toString());

    assertThat(run(command(60_000, "/bin/true"), gone))
        .hasValueSatisfying(
            end -> assertThat(end.error().code()).isEqualTo("TRB-SWITCH-COMMAND-UNWATCHED"));
  }

  @Test
  void saysThatItCannotSeeACommandOfAnotherMachine() {
    StartedCommand elsewhere =
        new StartedCommand(1, Clock.systemUTC().instant(), "elsewhere.example", "/none");

    assertThat(run(command(60_000, "/bin/true"), elsewhere))
        .hasValueSatisfying(
            end ->
                assertThat(end.error().message())
                    .contains("was started on elsewhere.example", "cannot see"));
  }

  private List<Path> leftOver() {
    return told.stream()
        .filter(report -> report.started() != null)
        .map(report -> Path.of(report.started().output()))
        .filter(Files::exists)
        .toList();
  }

  private Optional<SwitchReport> run(SwitchAction action, StartedCommand started) {
    Migration plan = Plans.cutover(1_000, Plans.of("shop", "a"), action);
    return runner.run(
        plan, new SwitchRequest("shop", "c-1", SwitchWay.CUTOVER, 0, started), told::add);
  }

  private static SwitchAction command(long timeout, String... run) {
    return new SwitchAction.Command(List.of(run), timeout);
  }
}
