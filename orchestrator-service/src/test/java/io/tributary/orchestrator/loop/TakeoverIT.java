package io.tributary.orchestrator.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.plan.Migration;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.health.HealthLevel;
import io.tributary.orchestrator.state.Order;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TakeoverIT {
  private static final Duration LONG = Duration.ofSeconds(40);

  @Test
  void resumesEachStepInANewInstance() throws InterruptedException {
    for (MigrationGoal halted :
        new MigrationGoal[] {MigrationGoal.FENCE, MigrationGoal.VERIFY, MigrationGoal.OPEN}) {
      try (OrchestratorBench bench = new OrchestratorBench()) {
        // given an instance that ends while a step is under way
        Orchestrator first = bench.active("same");
        Migration plan = Plans.cutover(60_000, bench.plan("shop", "a", "b"));
        OrchestratorBench.replicate(first, plan);
        bench.services.deafTo.add(halted);
        OrchestratorBench.order(first, plan, Order.cutover("c-1"));
        await().atMost(LONG).until(() -> bench.services.goals("shop").contains(halted));
        first.abandon();

        // when
        bench.services.deafTo.clear();
        try (Orchestrator second = bench.active("same")) {
          // then
          OrchestratorBench.awaitState(second, plan, "Switched");
          assertThat(bench.services.goals("shop"))
              .doesNotContain(MigrationGoal.PAUSE, MigrationGoal.ABORT);
          assertThat(bench.services.desired)
              .filteredOn(d -> d.goal() == MigrationGoal.OPEN)
              .allMatch(d -> d.cutoverId().equals("c-1"));
        }
      }
    }
  }

  @Test
  void decidesNothingAboutStateThatANewerVersionHasStored() throws Exception {
    try (OrchestratorBench bench = new OrchestratorBench()) {
      // given
      Orchestrator first = bench.active("same");
      Migration plan = bench.plan("shop", "a");
      OrchestratorBench.replicate(first, plan);
      first.close();
      try (Connection target = bench.server.connect(bench.target.database());
          Statement statement = target.createStatement()) {
        statement.execute(
            "UPDATE tributary.migration SET state = state || '{\"format\": 99, \"tomorrow\": 1}'");
      }

      // when
      try (Orchestrator older = bench.active("same")) {
        // then
        assertThatThrownBy(() -> OrchestratorBench.order(older, plan, Order.Plain.PAUSE))
            .hasMessageContaining("newer version")
            .hasMessageContaining("format 99");
        assertThat(older.migrations().known("shop").health().health())
            .isNotEqualTo(HealthLevel.HEALTHY);
        assertThat(bench.services.goals("shop")).doesNotContain(MigrationGoal.PAUSE);
      }
    }
  }

  @Test
  void undoesACutoverWhoseDeadlinePassedWhileNobodyWasThere() throws InterruptedException {
    try (OrchestratorBench bench = new OrchestratorBench()) {
      // given
      Orchestrator first = bench.active("same");
      Migration plan = Plans.cutover(1_000, bench.plan("shop", "a"));
      OrchestratorBench.replicate(first, plan);
      bench.services.deafTo.add(MigrationGoal.VERIFY);
      OrchestratorBench.order(first, plan, Order.cutover("c-1"));
      await().atMost(LONG).until(() -> bench.services.goals("shop").contains(MigrationGoal.VERIFY));
      first.abandon();

      // when
      await().pollDelay(Duration.ofMillis(1_200)).until(() -> true);
      try (Orchestrator second = bench.active("same")) {
        // then
        OrchestratorBench.awaitState(second, plan, "Replicating");
        assertThat(bench.services.goals("shop"))
            .endsWith(MigrationGoal.REPLICATE)
            .doesNotContain(MigrationGoal.OPEN);
      }
    }
  }

  @Test
  void standsByUntilTheActiveInstanceIsGone() throws InterruptedException {
    try (OrchestratorBench bench = new OrchestratorBench()) {
      // given
      Orchestrator first = bench.active("one");
      Migration plan = bench.plan("shop", "a");
      OrchestratorBench.replicate(first, plan);
      try (Orchestrator second = bench.instance("two")) {
        // then it answers what it is asked and refuses orders
        await().atMost(LONG).until(() -> second.migrations().known("shop").record().isPresent());
        assertThat(OrchestratorBench.label(second, plan)).isEqualTo("Replicating");
        assertThatThrownBy(() -> OrchestratorBench.order(second, plan, Order.Plain.PAUSE))
            .hasMessageContaining("stands by");

        // when
        first.close();
        await().atMost(LONG).until(() -> second.migrations().active());
        OrchestratorBench.order(second, plan, Order.Plain.PAUSE);

        // then
        OrchestratorBench.awaitState(second, plan, "Paused");
      }
    }
  }

  @Test
  void liftsTheFencesAtTheDeadlineAlthoughTheTargetIsDown() throws InterruptedException {
    PostgresServer server = PostgresFixture.fresh(Map.of());
    try (OrchestratorBench bench = new OrchestratorBench(server);
        Orchestrator orchestrator = bench.active("one")) {
      // given
      Migration plan = Plans.cutover(1_500, bench.plan("shop", "a"));
      OrchestratorBench.replicate(orchestrator, plan);
      bench.services.deafTo.add(MigrationGoal.VERIFY);
      OrchestratorBench.order(orchestrator, plan, Order.cutover("c-1"));
      await().atMost(LONG).until(() -> bench.services.goals("shop").contains(MigrationGoal.VERIFY));

      // when
      server.kill();

      // then
      await()
          .atMost(Duration.ofSeconds(8))
          .until(
              () ->
                  bench.services.goals("shop").lastIndexOf(MigrationGoal.REPLICATE)
                      > bench.services.goals("shop").lastIndexOf(MigrationGoal.VERIFY));

      // and when the target is back
      server.start();

      // then
      OrchestratorBench.awaitState(orchestrator, plan, "Replicating");
      assertThat(bench.services.goals("shop")).doesNotContain(MigrationGoal.OPEN);
    } finally {
      server.stop();
    }
  }

  @Test
  void goesForwardWhenTheCommitOfOpenStallsPastTheDeadline() throws Exception {
    PostgresServer server = PostgresFixture.fresh(Map.of());
    try (OrchestratorBench bench = new OrchestratorBench(server);
        Orchestrator orchestrator = bench.active("one")) {
      // given a cutover before its OPEN
      Migration plan = Plans.cutover(6_000, bench.plan("shop", "a"));
      OrchestratorBench.replicate(orchestrator, plan);
      bench.services.deafTo.add(MigrationGoal.VERIFY);
      OrchestratorBench.order(orchestrator, plan, Order.cutover("c-1"));
      await().atMost(LONG).until(() -> bench.services.goals("shop").contains(MigrationGoal.VERIFY));
      try (StalledCommits commits = new StalledCommits(server)) {
        bench.services.deafTo.clear();
        commits.awaitStalled();

        // when the orchestrator has tried to go on, beyond the deadline
        commits.awaitBlockedStatementToEnd();
        commits.awaitBlockedStatementToEnd();
      }

      // then no fence was lifted on the way
      OrchestratorBench.awaitState(orchestrator, plan, "Switched");
      await()
          .atMost(LONG)
          .until(() -> bench.services.goals("shop").contains(MigrationGoal.SWITCHED));
      List<MigrationGoal> goals = bench.services.goals("shop");
      assertThat(goals.subList(goals.indexOf(MigrationGoal.VERIFY), goals.size()))
          .containsOnly(MigrationGoal.VERIFY, MigrationGoal.OPEN, MigrationGoal.SWITCHED);
    } finally {
      server.stop();
    }
  }
}
