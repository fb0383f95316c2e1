package io.tributary.orchestrator.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.gate.GateFinding;
import io.tributary.orchestrator.gate.GateFinding.Check;
import io.tributary.orchestrator.order.OrderReply;
import io.tributary.orchestrator.state.Order;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Services on machines whose clocks drift apart while a migration replicates. */
class ServiceClocksIT {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void clocksThatDifferCloseTheGateUntilTheyAgree() throws Exception {
    // given
    try (OrchestratorBench bench = new OrchestratorBench();
        Orchestrator orchestrator = bench.active("one")) {
      Migration plan = bench.plan("shop", "a");
      OrchestratorBench.replicate(orchestrator, plan);

      // when
      bench.services.ahead = Duration.ofSeconds(12);

      // then
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(failed(orchestrator, plan))
                      .hasSize(2)
                      .allMatch(found -> found.check() == Check.CLOCK)
                      .anyMatch(found -> found.message().contains("cdc-service"))
                      .anyMatch(found -> found.message().contains("validator-service")));
      assertThat(OrchestratorBench.order(orchestrator, plan, Order.cutover("c-1")).toString())
          .contains("TRB-CUTOVER-GATE-CLOSED", "ms ahead of the orchestrator's");

      // when
      bench.services.ahead = Duration.ZERO;

      // then
      await().atMost(LONG).until(() -> failed(orchestrator, plan).isEmpty());
    }
  }

  private static List<GateFinding> failed(Orchestrator orchestrator, Migration plan) {
    OrderReply reply = OrchestratorBench.order(orchestrator, plan, Order.dryRun());
    return ((OrderReply.Planned) reply)
        .findings().stream().filter(found -> !found.passed()).toList();
  }
}
