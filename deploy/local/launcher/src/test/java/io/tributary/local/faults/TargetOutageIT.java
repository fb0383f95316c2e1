package io.tributary.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.fixture.metric.MetricsDocument;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.ServiceView;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.Shopper;
import io.tributary.local.fixture.TestStack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The target's PostgreSQL crashes while the packaged services write to it, and comes back. */
class TargetOutageIT {
  private static final Pattern OWN_PHASE = Pattern.compile("\"outage/shop\"\\s*:\\s*\"[A-Z]+\"");
  private static final List<String> SERVICES =
      List.of("cdc-service", "validator-service", "orchestrator-service");

  @Test
  void showsTheOutageAndGoesOnByItselfWhenTheTargetIsBack() throws Exception {
    // given a migration under way
    TestStack stack = TestStack.shared();
    PostgresServer target = PostgresFixture.fresh(Map.of());
    Shop shop = Shop.create(stack, target, "outage");
    OperatorApi api = stack.api();
    ServiceView cdc = stack.view("cdc-service");
    api.create(shop.migrationFile());
    Shopper shopper = new Shopper(shop, 1);
    try {
      api.post(shop.name(), "start");
      await().atMost(Duration.ofSeconds(90)).until(() -> changes(api, shop) > 200);
      await().atMost(Duration.ofSeconds(60)).until(() -> well(cdc));

      // when
      target.kill();

      // then it is said which source waits for what, and the services serve the other migrations
      await().atMost(Duration.ofSeconds(60)).until(() -> !cdc.well());
      assertThat(cdc.wellness())
          .contains("outage/shop")
          .containsPattern("TRB-[A-Z]+-[A-Z]+")
          .contains(String.valueOf(target.port()));
      for (String service : SERVICES) {
        assertThat(stack.view(service).alive()).as(service).isTrue();
        assertThat(stack.view(service).ready()).as(service).isTrue();
      }
      // also one that starts while the target is down
      stack.startOrchestrator(Map.of());
      assertThat(stack.view("orchestrator-service").ready()).isTrue();
      long written = shopper.transactions();
      await().atMost(Duration.ofSeconds(60)).until(() -> shopper.transactions() > written + 100);

      // when
      target.start();

      // then
      await().atMost(Duration.ofSeconds(120)).until(() -> well(cdc));
    } finally {
      target.start();
      shopper.close();
    }
    await()
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(() -> assertThat(shop.targetRows()).isEqualTo(shop.sourceRows()));
    await().atMost(Duration.ofSeconds(90)).until(() -> api.ready(shop.name()));
    for (String service : SERVICES) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(well(stack.view(service)))
                      .as(stack.view(service).wellness())
                      .isTrue());
    }
    // and every metric is as docs/metrics.md has it, those of the outage's errors among them
    for (String service : SERVICES) {
      assertThat(MetricsDocument.read().problems(service, stack.view(service).text("/q/metrics")))
          .as(service)
          .isEmpty();
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              var unseen = MetricsDocument.read().unseen("cdc-service", cdc.text("/q/metrics"));
              assertThat(unseen)
                  .isSubsetOf(
                      "tributary_source_warning",
                      "tributary_source_free_disk_bytes",
                      "tributary_target_free_disk_bytes");
              // The disk of a server in a container is seen of neither.
              assertThat(unseen.contains("tributary_target_free_disk_bytes"))
                  .isEqualTo(unseen.contains("tributary_source_free_disk_bytes"));
            });
    api.post(shop.name(), "abort");
    await().atMost(Duration.ofSeconds(60)).until(() -> api.state(shop.name()).equals("Aborted"));
    api.delete(shop.name());
    target.stop();
  }

  /** Well, as far as this migration goes: others use the same services. */
  private static boolean well(ServiceView service) throws Exception {
    return service.well() || OWN_PHASE.matcher(service.wellness()).find();
  }

  private static long changes(OperatorApi api, Shop shop) throws Exception {
    return api.get(shop.name()).path("sources").path(0).path("stream").path("changes").asLong();
  }
}
