package io.tributary.orchestrator.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.Goal;
import io.tributary.common.plan.Migration;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.state.Order;
import io.tributary.orchestrator.state.OrderName;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TakeoverIT {
  private static final Duration LONG = Duration.ofSeconds(40);

  @Test
  void resumesEachStepInANewInstance() throws InterruptedException {
    for (Goal halted : new Goal[] {Goal.FENCE, Goal.VERIFY, Goal.OPEN}) {
      try (Bench bench = new Bench()) {
        // given an instance that ends while a step is under way
        Orchestrator first = bench.active("same");
        Migration plan = Plans.cutover(60_000, bench.plan("shop", "a", "b"));
        Bench.replicate(first, plan);
        bench.services.deafTo.add(halted);
        Bench.order(first, plan, new Order.Cutover("c-1"));
        await().atMost(LONG).until(() -> bench.services.goals("shop").contains(halted));
        first.abandon();

        // when
        bench.services.deafTo.clear();
        try (Orchestrator second = bench.active("same")) {
          // then
          Bench.awaitState(second, plan, "Switched");
          assertThat(bench.services.goals("shop")).doesNotContain(Goal.PAUSE, Goal.ABORT);
          assertThat(bench.services.desired)
              .filteredOn(d -> d.goal() == Goal.OPEN)
              .allMatch(d -> d.cutoverId().equals("c-1"));
        }
      }
    }
  }

  @Test
  void undoesACutoverWhoseDeadlinePassedWhileNobodyWasThere() throws InterruptedException {
    try (Bench bench = new Bench()) {
      // given
      Orchestrator first = bench.active("same");
      Migration plan = Plans.cutover(1_000, bench.plan("shop", "a"));
      Bench.replicate(first, plan);
      bench.services.deafTo.add(Goal.VERIFY);
      Bench.order(first, plan, new Order.Cutover("c-1"));
      await().atMost(LONG).until(() -> bench.services.goals("shop").contains(Goal.VERIFY));
      first.abandon();

      // when
      await().pollDelay(Duration.ofMillis(1_200)).until(() -> true);
      try (Orchestrator second = bench.active("same")) {
        // then
        Bench.awaitState(second, plan, "Replicating");
        assertThat(bench.services.goals("shop")).endsWith(Goal.REPLICATE).doesNotContain(Goal.OPEN);
      }
    }
  }

  @Test
  void standsByUntilTheActiveInstanceIsGone() throws InterruptedException {
    try (Bench bench = new Bench()) {
      // given
      Orchestrator first = bench.active("one");
      Migration plan = bench.plan("shop", "a");
      Bench.replicate(first, plan);
      try (Orchestrator second = bench.instance("two")) {
        // then it answers what it is asked and refuses orders
        await().atMost(LONG).until(() -> second.migrations().known("shop").record().isPresent());
        assertThat(Bench.label(second, plan)).isEqualTo("Replicating");
        assertThatThrownBy(() -> Bench.order(second, plan, new Order.Plain(OrderName.PAUSE)))
            .hasMessageContaining("stands by");

        // when
        first.close();
        await().atMost(LONG).until(() -> second.migrations().active());
        Bench.order(second, plan, new Order.Plain(OrderName.PAUSE));

        // then
        Bench.awaitState(second, plan, "Paused");
      }
    }
  }

  @Test
  void liftsTheFencesAtTheDeadlineAlthoughTheTargetIsDown() throws InterruptedException {
    PostgresServer server = PostgresFixture.fresh(Map.of());
    try (Bench bench = new Bench(server);
        Orchestrator orchestrator = bench.active("one")) {
      // given
      Migration plan = Plans.cutover(1_500, bench.plan("shop", "a"));
      Bench.replicate(orchestrator, plan);
      bench.services.deafTo.add(Goal.VERIFY);
      Bench.order(orchestrator, plan, new Order.Cutover("c-1"));
      await().atMost(LONG).until(() -> bench.services.goals("shop").contains(Goal.VERIFY));

      // when
      server.kill();

      // then
      await()
          .atMost(Duration.ofSeconds(8))
          .until(
              () ->
                  bench.services.goals("shop").lastIndexOf(Goal.REPLICATE)
                      > bench.services.goals("shop").lastIndexOf(Goal.VERIFY));

      // and when the target is back
      server.start();

      // then
      Bench.awaitState(orchestrator, plan, "Replicating");
      assertThat(bench.services.goals("shop")).doesNotContain(Goal.OPEN);
    } finally {
      server.stop();
    }
  }
}
