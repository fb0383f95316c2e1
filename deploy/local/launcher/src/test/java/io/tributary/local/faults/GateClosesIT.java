package io.tributary.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.model.StreamId;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The gate of a cutover on a stream that does not run any more, of a source that nobody writes to:
 * nothing is missing in the target, and nobody can know that it is not.
 */
class GateClosesIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final TestStack stack;
  private final OperatorApi api;
  private Shop shop;

  GateClosesIT() throws Exception {
    stack = TestStack.shared();
    api = stack.api();
  }

  @AfterEach
  void end() throws Exception {
    api.post(shop.name(), "abort");
    await().atMost(LIMIT).until(() -> api.state(shop.name()).equals("Aborted"));
  }

  @Test
  void whileSomebodyHasPausedTheConnector() throws Exception {
    // given
    replicating("gate-paused");
    StreamId id = new StreamId(shop.name(), "shop");

    // when
    stack.orderConnector(id, "pause");

    // then
    awaitShut("The connector of source shop is PAUSED", "How far source shop lags is unknown");
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              JsonNode status = api.get(shop.name());
              JsonNode progress = status.path("sources").path(0).path("stream");
              assertThat(progress.path("lagMillis").asLong(-1)).isNotZero();
              assertThat(status.path("health").asText()).isEqualTo("waiting");
            });

    // when
    stack.orderConnector(id, "resume");

    // then
    awaitOpen();
  }

  @Test
  void whileTheBrokerAnswersNobodyAndUntilAnotherOneDoes() throws Exception {
    // given
    replicating("gate-broker");

    // when
    stack.haltBroker();

    // then
    try {
      awaitShut("Source shop was last reported", "the broker");
    } finally {
      stack.restartBroker();
    }
    awaitOpen();
  }

  private void replicating(String name) throws Exception {
    shop = Shop.create(stack, name);
    api.create(shop.migrationFile());
    api.post(name, "start");
    awaitOpen();
  }

  private void awaitOpen() {
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> api.post(shop.name(), "cutover?dryRun=true").path("open").asBoolean());
  }

  private void awaitShut(String... why) {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              JsonNode answer = api.post(shop.name(), "cutover?dryRun=true");
              List<String> failed = new ArrayList<>();
              for (JsonNode finding : answer.path("findings")) {
                if (!finding.path("passed").asBoolean()) {
                  failed.add(finding.path("message").asText());
                }
              }
              assertThat(answer.path("open").asBoolean(true)).isFalse();
              assertThat(String.join(" ", failed)).contains(why);
            });
  }
}
