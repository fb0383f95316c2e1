package io.tributary.orchestrator.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.cutover.SwitchedAction;
import io.tributary.orchestrator.gate.GateFinding;
import io.tributary.orchestrator.order.OrderName;
import io.tributary.orchestrator.order.OrderReply;
import io.tributary.orchestrator.state.Order;
import io.tributary.orchestrator.state.SwitchingApplications;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Switch actions that cannot do their work, or fail. */
class CutoverSwitchIT {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path directory;

  private OrchestratorBench bench;
  private Orchestrator orchestrator;

  @BeforeEach
  void start() {
    bench = new OrchestratorBench();
    orchestrator = bench.active("one");
  }

  @AfterEach
  void stop() throws InterruptedException {
    orchestrator.close();
    bench.close();
  }

  @Test
  void triesAFailedSwitchAgainAndStaysOpen() throws IOException {
    // given
    Path ready = directory.resolve("ready");
    Path runs = directory.resolve("runs");
    String script = "echo run >> %s; echo not yet; test -e %s".formatted(runs, ready);
    Migration plan =
        Plans.cutover(
            10_000,
            bench.plan("shop", "a"),
            new SwitchAction.Command(List.of("/bin/sh", "-c", script), 5_000),
            new SwitchAction.Command(List.of("/bin/false"), 5_000));
    OrchestratorBench.replicate(orchestrator, plan);

    // when
    OrchestratorBench.cutover(orchestrator, plan, "c-1", "key");
    await()
        .atMost(LONG)
        .until(() -> OrchestratorBench.lastError(orchestrator, plan).equals("TRB-SWITCH-COMMAND"));
    Files.createFile(ready);
    await()
        .atMost(LONG)
        .until(
            () -> {
              OrchestratorBench.cutover(orchestrator, plan, "c-2", "key");
              return inHand(plan) == 1;
            });
    long done = Files.lines(runs).count();

    // then: the second fails for ever, and the operator has done its work
    await()
        .atMost(LONG)
        .until(() -> OrchestratorBench.lastError(orchestrator, plan).equals("TRB-SWITCH-COMMAND"));
    OrchestratorBench.order(
        orchestrator, plan, new Order.SettleAction(OrderName.CONFIRM, OptionalInt.of(2)));
    OrchestratorBench.awaitState(orchestrator, plan, "Switched");
    assertThat(runs).content().hasLineCount((int) done);
    List<SwitchedAction> switched =
        OrchestratorBench.record(orchestrator, plan).state().lastCutover().orElseThrow().switched();
    assertThat(switched)
        .extracting(SwitchedAction::outcome)
        .containsExactly(SwitchedAction.Outcome.SUCCEEDED, SwitchedAction.Outcome.CONFIRMED);
    assertThat(switched.get(0).output()).isEqualTo("not yet\n");
    await().atMost(LONG).until(() -> bench.services.goals("shop").contains(MigrationGoal.SWITCHED));
    List<MigrationGoal> goals = bench.services.goals("shop");
    assertThat(goals.subList(goals.indexOf(MigrationGoal.OPEN), goals.size()))
        .containsOnly(MigrationGoal.OPEN, MigrationGoal.SWITCHED);
  }

  private int inHand(Migration plan) {
    return OrchestratorBench.record(orchestrator, plan).state()
            instanceof SwitchingApplications cutover
        ? cutover.switching().inHand()
        : -1;
  }

  @Test
  void fencesNothingForASwitchActionThatCouldNotDoItsWork() throws IOException {
    // given
    Path env = directory.resolve("later.env");
    Migration plan =
        Plans.cutover(
            10_000,
            bench.plan("shop", "a"),
            new SwitchAction.EnvFile(env.toString(), Map.of("DB", "new")));
    orchestrator.migrations().create(plan);
    OrchestratorBench.order(orchestrator, plan, Order.Plain.START);
    OrchestratorBench.awaitState(orchestrator, plan, "Replicating");

    // when
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              OrderReply.Refused refused =
                  (OrderReply.Refused) OrchestratorBench.cutover(orchestrator, plan, "c-1", "key");
              assertThat(refused.findings())
                  .filteredOn(finding -> !finding.passed())
                  .singleElement()
                  .satisfies(f -> assertThat(f.check()).isEqualTo(GateFinding.Check.SWITCH))
                  .satisfies(f -> assertThat(f.message()).contains(env + " of a switch action"));
            });
    Files.writeString(env, "DB=old\n");
    OrchestratorBench.cutover(orchestrator, plan, "c-2", "key");

    // then
    OrchestratorBench.awaitState(orchestrator, plan, "Switched");
    assertThat(env).hasContent("DB=new");
  }
}
