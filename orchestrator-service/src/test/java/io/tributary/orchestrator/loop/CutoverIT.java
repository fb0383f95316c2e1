package io.tributary.orchestrator.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.Goal;
import io.tributary.common.event.TableVerdict.Verdict;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.SwitchAction;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.state.CutoverRun;
import io.tributary.orchestrator.state.Order;
import io.tributary.orchestrator.state.OrderName;
import io.tributary.orchestrator.state.Reply;
import io.tributary.orchestrator.state.StepTime;
import io.tributary.orchestrator.store.HistoryEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CutoverIT {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path directory;

  private Bench bench;
  private Orchestrator orchestrator;

  @BeforeEach
  void start() {
    bench = new Bench();
    orchestrator = bench.active("one");
  }

  @AfterEach
  void stop() throws InterruptedException {
    orchestrator.close();
    bench.close();
  }

  @Test
  void cutsOverAllSourcesAndSwitches() throws IOException {
    // given
    Path env = Files.writeString(directory.resolve(".env"), "A=1\nDB=old\n");
    Migration plan =
        Plans.cutover(
            10_000,
            bench.plan("shop", "a", "b"),
            new SwitchAction.EnvFile(env.toString(), Map.of("DB", "new")));
    Bench.replicate(orchestrator, plan);

    // when
    Reply reply = Bench.order(orchestrator, plan, new Order.Cutover("c-1"));
    Bench.awaitState(orchestrator, plan, "Switched");

    // then
    assertThat(reply).isEqualTo(new Reply.Accepted("c-1"));
    assertThat(env).hasContent("A=1\nDB=new\n");
    await().atMost(LONG).until(() -> bench.services.goals("shop").contains(Goal.SWITCHED));
    assertThat(bench.services.goals("shop"))
        .containsExactly(
            Goal.IDLE,
            Goal.PREFLIGHT,
            Goal.REPLICATE,
            Goal.REHEARSE,
            Goal.FENCE,
            Goal.VERIFY,
            Goal.OPEN,
            Goal.SWITCHED);
    CutoverRun run =
        orchestrator
            .migrations()
            .known("shop")
            .record()
            .orElseThrow()
            .state()
            .lastCutover()
            .orElseThrow();
    assertThat(run.steps())
        .extracting(step -> step.step().name())
        .containsExactly("GATE", "REHEARSE", "FENCE", "DRAIN", "VERIFY", "OPEN", "SWITCH", "DONE");
    long parts = run.steps().subList(0, 7).stream().mapToLong(StepTime::millis).sum();
    assertThat(run.steps().get(7).millis())
        .as("DONE spans all steps")
        .isGreaterThanOrEqualTo(parts);
    assertThat(orchestrator.migrations().history("shop", 0, 100))
        .extracting(HistoryEntry::toState)
        .endsWith("CuttingOver/OPEN", "CuttingOver/SWITCH", "Switched");

    // and when
    Bench.order(orchestrator, plan, new Order.Plain(OrderName.COMPLETE));
    Bench.awaitState(orchestrator, plan, "Completed");
    orchestrator.migrations().delete("shop");

    // then
    assertThat(orchestrator.migrations().names()).isEmpty();
  }

  @Test
  void goesBackToReplicatingWhenATableIsNotEqualBehindTheFence() {
    // given
    Migration plan = bench.plan("shop", "a");
    Bench.replicate(orchestrator, plan);
    bench.services.verification = Verdict.DIFFERENT;

    // when
    Bench.order(orchestrator, plan, new Order.Cutover("c-1"));
    await().atMost(LONG).until(() -> lastError(plan).equals("TRB-CUTOVER-NOT-EQUAL"));
    Bench.awaitState(orchestrator, plan, "Replicating");

    // then
    assertThat(bench.services.goals("shop"))
        .endsWith(Goal.FENCE, Goal.VERIFY, Goal.REPLICATE)
        .doesNotContain(Goal.OPEN);
  }

  @Test
  void goesBackToReplicatingAtTheDeadline() {
    // given
    Migration plan = Plans.cutover(700, bench.plan("shop", "a"));
    Bench.replicate(orchestrator, plan);
    bench.services.deafTo.add(Goal.VERIFY);

    // when
    long start = System.nanoTime();
    Bench.order(orchestrator, plan, new Order.Cutover("c-1"));
    await().atMost(LONG).until(() -> lastError(plan).equals("TRB-CUTOVER-TIME-LIMIT"));
    Bench.awaitState(orchestrator, plan, "Replicating");

    // then
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    assertThat(bench.services.goals("shop")).endsWith(Goal.REPLICATE).doesNotContain(Goal.OPEN);
  }

  @Test
  void givesTheSameAnswerToTheSameKeyAndRefusesAnotherOperator() {
    // given
    Migration plan = bench.plan("shop", "a");
    Bench.replicate(orchestrator, plan);
    bench.services.deafTo.add(Goal.FENCE);

    // when
    Reply first = cutover(plan, "c-1", "key");
    Reply again = cutover(plan, "c-2", "key");
    Reply other = cutover(plan, "c-3", "other");

    // then
    assertThat(first).isEqualTo(new Reply.Accepted("c-1"));
    assertThat(again).isEqualTo(first);
    assertThat(other).isInstanceOf(Reply.Refused.class);
    assertThat(((Reply.Refused) other).error().fields()).containsEntry("cutoverId", "c-1");

    // and when the operator gives the migration up in the middle
    Bench.order(orchestrator, plan, new Order.Abort(false));

    // then
    Bench.awaitState(orchestrator, plan, "Aborted");
    assertThat(bench.services.goals("shop")).doesNotContain(Goal.OPEN);
  }

  @Test
  void triesAFailedSwitchAgainAndStaysOpen() throws IOException {
    // given
    Path env = directory.resolve("missing.env");
    Migration plan =
        Plans.cutover(
            10_000,
            bench.plan("shop", "a"),
            new SwitchAction.EnvFile(env.toString(), Map.of("DB", "new")));
    Bench.replicate(orchestrator, plan);

    // when
    cutover(plan, "c-1", "key");
    await().atMost(LONG).until(() -> lastError(plan).equals("TRB-SWITCH-FILE"));
    Files.writeString(env, "DB=old\n");
    await()
        .atMost(LONG)
        .until(
            () -> {
              cutover(plan, "c-2", "key");
              return Bench.label(orchestrator, plan).equals("Switched");
            });

    // then
    assertThat(env).hasContent("DB=new\n");
    List<Goal> goals = bench.services.goals("shop");
    assertThat(goals.subList(goals.indexOf(Goal.OPEN), goals.size()))
        .containsOnly(Goal.OPEN, Goal.SWITCHED);
  }

  @Test
  void usesHigherGenerationsForAMigrationThatWasDeletedAndMadeAnew() {
    // given
    Migration plan = bench.plan("shop", "a");
    orchestrator.migrations().create(plan);
    Bench.order(orchestrator, plan, new Order.Plain(OrderName.PREFLIGHT));
    await().atMost(LONG).until(() -> generation() == 3);
    orchestrator.migrations().delete("shop");

    // when
    orchestrator.migrations().create(plan);

    // then
    assertThat(generation()).isEqualTo(4);
  }

  private long generation() {
    return orchestrator.migrations().known("shop").record().orElseThrow().generation();
  }

  private Reply cutover(Migration plan, String id, String key) {
    return orchestrator.migrations().order(plan.name(), new Placed(new Order.Cutover(id), key));
  }

  private String lastError(Migration plan) {
    return orchestrator
        .migrations()
        .known(plan.name())
        .record()
        .flatMap(record -> record.state().problem())
        .map(error -> error.code())
        .orElse("");
  }
}
