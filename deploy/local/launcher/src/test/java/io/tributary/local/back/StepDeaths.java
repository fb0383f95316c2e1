package io.tributary.local.back;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.TestStack;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Kills of services in the steps of a change of sides.
 *
 * @param name of the migration
 */
record StepDeaths(TestStack stack, OperatorApi api, String name) {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  /**
   * Orders a change of sides, kills a service in a step of it, and waits until the change has gone
   * on to its end or was undone, and the service runs again.
   *
   * @param order {@code cutover} or {@code rollback}
   */
  void dies(String service, String order, Step step) {
    api.postOnceOpen(name, order);
    String met = awaitStep(order.equals("cutover") ? "out" : "back", step);
    stack.kill(service);
    if (service.startsWith("orchestrator")) {
      // The others are started again by the launcher of this stack.
      stack.startOrchestrator(Map.of());
    }
    await().atMost(LIMIT).until(this::settled);
    System.out.printf("%s: %s killed in %s, then %s%n", order, service, met, api.state(name));
    await().atMost(LIMIT).until(() -> stack.running(service).isPresent());
  }

  /** Whether no change is under way. */
  boolean settled() {
    return Set.of("Switched", "Replicating").contains(api.state(name));
  }

  /** Looks as often as it can, since some steps are short; answers the step that it has met. */
  String awaitStep(String direction, Step step) {
    AtomicReference<String> met = new AtomicReference<>("");
    await()
        .pollInterval(Duration.ofMillis(2))
        .atMost(LIMIT)
        .until(
            () -> {
              JsonNode change = api.get(name).path("cutover");
              met.set(change.at("/steps/" + (change.path("steps").size() - 1) + "/step").asText());
              return change.path("direction").asText().equals(direction)
                  && Step.valueOf(met.get()).compareTo(step) >= 0;
            });
    return met.get();
  }
}
