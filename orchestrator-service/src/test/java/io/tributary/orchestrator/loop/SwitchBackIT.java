package io.tributary.orchestrator.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.model.Direction;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.cutover.SwitchedAction;
import io.tributary.orchestrator.gate.GateFinding;
import io.tributary.orchestrator.gate.GateLook;
import io.tributary.orchestrator.order.OrderName;
import io.tributary.orchestrator.order.OrderReply;
import io.tributary.orchestrator.state.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications that are pointed at the target, and back, with an orchestrator that dies. */
class SwitchBackIT {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int ROUNDS = 2;

  @TempDir Path directory;

  private OrchestratorBench bench;
  private Orchestrator orchestrator;

  @BeforeEach
  void start() {
    bench = new OrchestratorBench();
    orchestrator = bench.active("same");
  }

  @AfterEach
  void stop() throws InterruptedException {
    orchestrator.close();
    bench.close();
  }

  @Test
  void goesThereAndBackAgainAlthoughTheOrchestratorDiesBetweenAnActionAndItsNote()
      throws Exception {
    // given
    Path env = Files.writeString(directory.resolve("shop.env"), "DB=old # mine\n");
    Path runs = directory.resolve("runs");
    Path go = directory.resolve("go");
    String script =
        "echo $TRIBUTARY_DIRECTION $(cat %s) >> %s; while ! test -e %s; do sleep 0.05; done"
            .formatted(env, runs, go);
    Migration plan =
        plan(
            new SwitchAction.EnvFile(env.toString(), Map.of("DB", "new")),
            new SwitchAction.Command(List.of("/bin/sh", "-c", script), 60_000));
    OrchestratorBench.replicate(orchestrator, plan);

    for (int round = 0; round < ROUNDS; round++) {
      // when
      cutover(plan, "c-" + round);
      dieInTheMiddleOfTheCommand(runs, go, "cutover");
      OrchestratorBench.awaitState(orchestrator, plan, "Switched");
      // then
      assertThat(env).hasContent("DB=new");

      // when
      rollback(plan, "r-" + round);
      await()
          .atMost(LONG)
          .until(() -> OrchestratorBench.label(orchestrator, plan).equals("CuttingOver/SWITCH"));
      dieInTheMiddleOfTheCommand(runs, go, "rollback");
      OrchestratorBench.awaitState(orchestrator, plan, "Replicating");
      // then
      assertThat(env).hasContent("DB=old # mine");
    }

    // then: in the file's order either way, and each at least once
    assertThat(Files.readAllLines(runs))
        .containsOnly("cutover DB=new", "rollback DB=old # mine")
        .startsWith("cutover DB=new")
        .endsWith("rollback DB=old # mine");
    assertThat(OrchestratorBench.record(orchestrator, plan).state().lastCutover().orElseThrow())
        .satisfies(
            run -> assertThat(run.direction()).isEqualTo(Direction.BACK),
            run ->
                assertThat(run.switched())
                    .extracting(SwitchedAction::outcome)
                    .containsOnly(SwitchedAction.Outcome.SUCCEEDED));
  }

  @Test
  void waitsForAnActionThatFailsAndGoesOnWithOtherOnesThatTheOperatorGives() throws Exception {
    // given
    Path env = Files.writeString(directory.resolve("shop.env"), "DB=old\n");
    SwitchAction file = new SwitchAction.EnvFile(env.toString(), Map.of("DB", "new"));
    Migration plan = plan(file, onlyOut());
    OrchestratorBench.replicate(orchestrator, plan);
    cutover(plan, "c-1");
    OrchestratorBench.awaitState(orchestrator, plan, "Switched");

    // when
    rollback(plan, "r-1");
    await()
        .atMost(LONG)
        .until(() -> OrchestratorBench.lastError(orchestrator, plan).equals("TRB-SWITCH-COMMAND"));
    // then: the sources stay open meanwhile, whatever happens
    assertThat(OrchestratorBench.label(orchestrator, plan)).isEqualTo("CuttingOver/SWITCH");
    DesiredState last = bench.services.desired.get(bench.services.desired.size() - 1);
    assertThat(last.goal()).isEqualTo(MigrationGoal.OPEN);
    assertThat(last.direction()).isEqualTo(Direction.BACK);

    // when: another action in place of the one that fails, which is tried at once
    Migration changed = plan.switching(List.of(file, fails(), fails()));
    assertThat(orchestrator.migrations().revise("shop", changed)).isTrue();
    OrchestratorBench.order(
        orchestrator, plan, new Order.SettleAction(OrderName.SKIP, OptionalInt.of(2)));
    OrchestratorBench.order(
        orchestrator, plan, new Order.SettleAction(OrderName.CONFIRM, OptionalInt.of(3)));

    // then
    OrchestratorBench.awaitState(orchestrator, plan, "Replicating");
    assertThat(env).hasContent("DB=old");
  }

  @Test
  void knowsBeforeAnybodyOrdersARollbackThatTheActionsCouldNotPointBack() throws Exception {
    // given
    Path env = Files.writeString(directory.resolve("shop.env"), "DB=old\n");
    Path go = directory.resolve("go");
    Migration plan =
        plan(
            new SwitchAction.EnvFile(env.toString(), Map.of("DB", "new")),
            new SwitchAction.Command(
                List.of("/bin/sh", "-c", "while ! test -e %s; do sleep 0.05; done".formatted(go)),
                60_000));
    OrchestratorBench.replicate(orchestrator, plan);
    cutover(plan, "c-1");
    await().atMost(LONG).until(() -> Files.readString(env).equals("DB=new\n"));

    // when
    Files.writeString(env, "DB=edited\n");
    Files.createFile(go);
    OrchestratorBench.awaitState(orchestrator, plan, "Switched");

    // then
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(orchestrator.migrations().known("shop").actions().get(0).problem())
                    .hasValueSatisfying(
                        why -> assertThat(why.code()).isEqualTo("TRB-SWITCH-FILE-EDITED")));
  }

  @Test
  void fencesNothingForARollbackWhoseActionsCouldNotPointBack() throws IOException {
    // given
    Path env = Files.writeString(directory.resolve("shop.env"), "DB=old\n");
    Migration plan = plan(new SwitchAction.EnvFile(env.toString(), Map.of("DB", "new")));
    OrchestratorBench.replicate(orchestrator, plan);
    cutover(plan, "c-1");
    OrchestratorBench.awaitState(orchestrator, plan, "Switched");
    Files.writeString(env, "DB=edited\n");

    // when
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              OrderReply.Refused refused = (OrderReply.Refused) orderRollback(plan, "r-1");
              assertThat(refused.findings())
                  .filteredOn(finding -> !finding.passed())
                  .singleElement()
                  .satisfies(f -> assertThat(f.check()).isEqualTo(GateFinding.Check.SWITCH))
                  .satisfies(f -> assertThat(f.message()).contains("DB stands there neither"));
            });
    // then
    assertThat(bench.services.desired).noneMatch(desired -> desired.direction() == Direction.BACK);

    // when: the operator says what it is to be
    SwitchAction mended =
        new SwitchAction.EnvFile(env.toString(), Map.of("DB", "new"), Map.of("DB", "old2"));
    assertThat(orchestrator.migrations().revise("shop", plan.switching(List.of(mended)))).isTrue();
    rollback(plan, "r-2");
    // then
    OrchestratorBench.awaitState(orchestrator, plan, "Replicating");
    assertThat(env).hasContent("DB=old2");
  }

  /** Its process is known and runs on; the next instance waits for it, and runs it once more. */
  private void dieInTheMiddleOfTheCommand(Path runs, Path go, String direction)
      throws IOException, InterruptedException {
    await()
        .atMost(LONG)
        .until(() -> Files.exists(runs) && Files.readString(runs).endsWith(suffix(direction)));
    orchestrator.abandon();
    orchestrator = bench.active("same");
    Files.createFile(go);
    await()
        .atMost(LONG)
        .until(
            () ->
                orchestrator
                    .migrations()
                    .known("shop")
                    .record()
                    .filter(record -> !record.state().name().equals("CuttingOver"))
                    .isPresent());
    Files.delete(go);
  }

  private static String suffix(String direction) {
    return direction.equals("cutover") ? "cutover DB=new\n" : "rollback DB=old # mine\n";
  }

  private Migration plan(SwitchAction... actions) {
    return Plans.cutover(60_000, bench.returning("shop", "a"), actions);
  }

  private static SwitchAction onlyOut() {
    return new SwitchAction.Command(
        List.of("/bin/sh", "-c", "test \"$TRIBUTARY_DIRECTION\" = cutover"), 5_000);
  }

  private static SwitchAction fails() {
    return new SwitchAction.Command(List.of("/bin/false"), 5_000);
  }

  /** As soon as the gate opens. */
  private void cutover(Migration plan, String id) {
    await()
        .atMost(LONG)
        .until(
            () ->
                OrchestratorBench.cutover(orchestrator, plan, id, id)
                    instanceof OrderReply.Accepted);
  }

  private void rollback(Migration plan, String id) {
    await().atMost(LONG).until(() -> orderRollback(plan, id) instanceof OrderReply.Accepted);
  }

  private OrderReply orderRollback(Migration plan, String id) {
    return OrchestratorBench.order(
        orchestrator, plan, new Order.Rollback(id, Optional.of(id), GateLook.NONE));
  }
}
