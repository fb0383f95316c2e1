package io.tributary.orchestrator.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.event.Requester;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.CutoverStepTime;
import io.tributary.orchestrator.order.OrderReply;
import io.tributary.orchestrator.state.Order;
import io.tributary.orchestrator.store.HistoryEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cutover from its order to what the other services and the history see of it. */
class CutoverIT {
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
  void cutsOverAllSourcesAndSwitches() throws IOException {
    // given
    Path env = Files.writeString(directory.resolve(".env"), "A=1\nDB=old\n");
    Migration plan =
        Plans.cutover(
            10_000,
            bench.plan("shop", "a", "b"),
            new SwitchAction.EnvFile(env.toString(), Map.of("DB", "new")));
    OrchestratorBench.replicate(orchestrator, plan);

    // when
    OrderReply reply = OrchestratorBench.order(orchestrator, plan, Order.cutover("c-1"));
    OrchestratorBench.awaitState(orchestrator, plan, "Switched");

    // then
    assertThat(reply).isEqualTo(new OrderReply.Accepted("c-1"));
    assertThat(env).hasContent("A=1\nDB=new\n");
    await().atMost(LONG).until(() -> bench.services.goals("shop").contains(MigrationGoal.SWITCHED));
    assertThat(bench.services.goals("shop"))
        .containsExactly(
            MigrationGoal.IDLE,
            MigrationGoal.PREFLIGHT,
            MigrationGoal.REPLICATE,
            MigrationGoal.REHEARSE,
            MigrationGoal.FENCE,
            MigrationGoal.VERIFY,
            MigrationGoal.OPEN,
            MigrationGoal.SWITCHED);
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
    long parts = run.steps().subList(0, 7).stream().mapToLong(CutoverStepTime::millis).sum();
    assertThat(run.steps().get(7).millis())
        .as("DONE spans all steps")
        .isGreaterThanOrEqualTo(parts);
    assertThat(orchestrator.migrations().history("shop", 0, 100))
        .extracting(HistoryEntry::toState)
        .endsWith("CuttingOver/OPEN", "CuttingOver/SWITCH", "Switched");

    // and when
    OrchestratorBench.order(orchestrator, plan, new Order.Complete(false, Optional.empty()));
    OrchestratorBench.awaitState(orchestrator, plan, "Completed");
    orchestrator.migrations().delete("shop");

    // then
    assertThat(orchestrator.migrations().names()).isEmpty();
  }

  @Test
  void namesTheOrdererAtEveryStepOfACutoverAndOfACompletion() {
    // given
    Migration plan = bench.plan("owned", "a");
    OrchestratorBench.replicate(orchestrator, plan);
    long before = lastHistory();

    // when
    order(Order.cutover("c-owned"), "alice");
    OrchestratorBench.awaitState(orchestrator, plan, "Switched");
    order(new Order.Complete(false, Optional.empty()), "bob");
    OrchestratorBench.awaitState(orchestrator, plan, "Completed");

    // then
    assertThat(orchestrator.migrations().history("owned", before, 100))
        .hasSizeGreaterThan(6)
        .allSatisfy(
            entry ->
                assertThat(entry.by())
                    .as(entry.toState())
                    .isEqualTo(operator(entry.toState().startsWith("Complet") ? "bob" : "alice")));
  }

  @Test
  void namesWhoLetWhichCredentialsBeUsed() {
    // given
    Migration plan = bench.plan("secretive", "a");
    String digest = "ab".repeat(32);

    // when
    orchestrator.audited().create(plan, digest, operator("alice"));
    orchestrator.audited().order("secretive", Order.Plain.START, operator("bob"));

    // then
    List<HistoryEntry> asked =
        orchestrator.migrations().history("secretive", 0, 100).stream()
            .filter(entry -> entry.toState().equals("asked"))
            .toList();
    assertThat(asked)
        .extracting(HistoryEntry::event)
        .containsExactly("create", Order.Plain.START.label());
    assertThat(asked)
        .allSatisfy(
            entry ->
                assertThat(entry.detail().path("credentials"))
                    .extracting(JsonNode::asText)
                    .contains("environment variable PW"));
    assertThat(asked.get(0).by()).isEqualTo(operator("alice"));
    assertThat(asked.get(0).digest()).isEqualTo(digest);
    assertThat(asked.get(1).by()).isEqualTo(operator("bob"));
    assertThat(asked.toString()).doesNotContain(bench.server.password());
  }

  private long lastHistory() {
    List<HistoryEntry> all = orchestrator.migrations().history("owned", 0, 100);
    return all.get(all.size() - 1).id();
  }

  private void order(Order order, String principal) {
    orchestrator.migrations().order("owned", order, Optional.of(operator(principal)));
  }

  private static Requester operator(String principal) {
    return new Requester(principal, List.of("operator"), "10.0.0.7", "r-" + principal);
  }

  @Test
  void goesBackToReplicatingWhenATableIsNotEqualBehindTheFence() {
    // given
    Migration plan = bench.plan("shop", "a");
    OrchestratorBench.replicate(orchestrator, plan);
    bench.services.verification = Verdict.DIFFERENT;

    // when
    OrchestratorBench.order(orchestrator, plan, Order.cutover("c-1"));
    await()
        .atMost(LONG)
        .until(
            () -> OrchestratorBench.lastError(orchestrator, plan).equals("TRB-CUTOVER-NOT-EQUAL"));
    OrchestratorBench.awaitState(orchestrator, plan, "Replicating");

    // then
    assertThat(bench.services.goals("shop"))
        .endsWith(MigrationGoal.FENCE, MigrationGoal.VERIFY, MigrationGoal.REPLICATE)
        .doesNotContain(MigrationGoal.OPEN);
  }

  @Test
  void goesBackToReplicatingAtTheDeadline() {
    // given
    Migration plan = Plans.cutover(700, bench.plan("shop", "a"));
    OrchestratorBench.replicate(orchestrator, plan);
    bench.services.deafTo.add(MigrationGoal.VERIFY);

    // when
    long start = System.nanoTime();
    OrchestratorBench.order(orchestrator, plan, Order.cutover("c-1"));
    await()
        .atMost(LONG)
        .until(
            () -> OrchestratorBench.lastError(orchestrator, plan).equals("TRB-CUTOVER-TIME-LIMIT"));
    OrchestratorBench.awaitState(orchestrator, plan, "Replicating");

    // then
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    assertThat(bench.services.goals("shop"))
        .endsWith(MigrationGoal.REPLICATE)
        .doesNotContain(MigrationGoal.OPEN);
  }

  @Test
  void givesTheSameAnswerToTheSameKeyAndRefusesAnotherOperator() {
    // given
    Migration plan = bench.plan("shop", "a");
    OrchestratorBench.replicate(orchestrator, plan);
    bench.services.deafTo.add(MigrationGoal.FENCE);

    // when
    OrderReply first = OrchestratorBench.cutover(orchestrator, plan, "c-1", "key");
    OrderReply again = OrchestratorBench.cutover(orchestrator, plan, "c-2", "key");
    OrderReply other = OrchestratorBench.cutover(orchestrator, plan, "c-3", "other");

    // then
    assertThat(first).isEqualTo(new OrderReply.Accepted("c-1"));
    assertThat(again).isEqualTo(first);
    assertThat(other).isInstanceOf(OrderReply.Refused.class);
    assertThat(((OrderReply.Refused) other).error().fields()).containsEntry("cutoverId", "c-1");

    // and when the operator gives the migration up in the middle
    OrchestratorBench.order(orchestrator, plan, new Order.Abort(false));

    // then
    OrchestratorBench.awaitState(orchestrator, plan, "Aborted");
    assertThat(bench.services.goals("shop")).doesNotContain(MigrationGoal.OPEN);
  }
}
