package io.tributary.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.SampledCases;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.Shopper;
import io.tributary.local.fixture.TestStack;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** kill -9 of the packaged cdc-service, while a writer goes on at the source. */
class CdcKilledIT {
  private static final int KILLS = SampledCases.EVERY ? 10 : 5;

  @Test
  void losesAndDoublesNothingHoweverOftenItIsKilledUnderLoad() throws Exception {
    // given
    long seed = Long.getLong("tributary.test.seed", System.nanoTime());
    System.out.println("tributary.test.seed=" + seed);
    TestStack stack = TestStack.shared();
    Shop shop = Shop.create(stack, "killed-cdc");
    OperatorApi api = stack.api();
    api.create(shop.migrationFile());
    Shopper shopper = new Shopper(shop, seed);
    try {
      api.post(shop.name(), "start");

      // when
      for (int kill = 0; kill < KILLS; kill++) {
        long before = changes(api, shop);
        long written = shopper.transactions();
        await()
            .atMost(Duration.ofMinutes(3))
            .until(() -> changes(api, shop) > before && shopper.transactions() > written + 50);
        stack.kill("cdc-service");
      }
    } finally {
      shopper.close();
    }

    // then
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(shop.targetRows()).isEqualTo(shop.sourceRows()));
    assertThat(shopper.transactions()).isGreaterThan(KILLS * 50L);
    api.post(shop.name(), "abort");
    await().atMost(Duration.ofSeconds(60)).until(() -> api.state(shop.name()).equals("Aborted"));
  }

  /** What was applied since the start, snapshot rows included. */
  private static long changes(OperatorApi api, Shop shop) throws Exception {
    var stream = api.get(shop.name()).path("sources").path(0).path("stream");
    return stream.path("changes").asLong() + stream.path("snapshotRows").asLong();
  }
}
