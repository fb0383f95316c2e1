package io.tributary.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The packaged orchestrator halts at each step of a cutover and is started again. */
class OrchestratorKilledIT {
  private static final List<String> POINTS =
      List.of(
          "FENCE:before",
          "FENCE:stored",
          "FENCE:after",
          "VERIFY:before",
          "VERIFY:after",
          "OPEN:before",
          "OPEN:stored",
          "OPEN:after",
          "SWITCH:before",
          "SWITCH:after",
          "DONE:before",
          "DONE:stored",
          "DONE:after");

  /** Each in a migration of its own, so that one start arms all that are still to come. */
  private static final Deque<String> ARMED = new ArrayDeque<>(POINTS);

  @BeforeAll
  static void arm() throws Exception {
    startArmed();
  }

  @AfterAll
  static void disarm() throws Exception {
    ARMED.clear();
    startArmed();
  }

  @ParameterizedTest
  @FieldSource("POINTS")
  void finishesOrUndoesAndNeverLetsBothSidesAcceptWrites(String point) throws Exception {
    // given a running migration and writers that try both sides all the time
    TestStack stack = TestStack.shared();
    Shop shop = Shop.create(stack, migration(point));
    OperatorApi api = stack.api();
    api.create(shop.migrationFile());
    api.post(shop.name(), "start");
    await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(() -> api.ready(shop.name()));
    Probes probes = new Probes(shop);
    try {
      await().atMost(Duration.ofMinutes(1)).until(() -> probes.atSource().size() > 10);

      // when
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                order(api, shop);
                return stack.orchestratorEnded();
              });
      ARMED.remove(point);
      startArmed();

      // then it finishes, or undoes and can be asked again
      await()
          .atMost(Duration.ofSeconds(90))
          .until(
              () -> {
                String state = api.state(shop.name());
                if (state.equals("Replicating")) {
                  order(api, shop);
                }
                return state.equals("Switched");
              });
      await().atMost(Duration.ofMinutes(1)).until(() -> probes.atTarget().size() > 10);
    } finally {
      probes.close();
    }
    assertNeverBoth(probes);
    assertNothingLost(shop, probes);
    assertOneReport(api, shop);
    api.post(shop.name(), "complete");
    await().atMost(Duration.ofSeconds(60)).until(() -> api.state(shop.name()).equals("Completed"));
    api.delete(shop.name());
  }

  private static void startArmed() throws Exception {
    String points =
        ARMED.stream()
            .map(point -> migration(point) + ":" + point)
            .collect(Collectors.joining(","));
    TestStack.shared()
        .startOrchestrator(points.isEmpty() ? Map.of() : Map.of("TRIBUTARY_TEST_HALT_AT", points));
  }

  private static String migration(String point) {
    return "halt-" + point.toLowerCase(Locale.ROOT).replace(':', '-');
  }

  private static void order(OperatorApi api, Shop shop) throws InterruptedException {
    try {
      api.post(shop.name(), "cutover");
    } catch (IOException e) {
      // The orchestrator may halt before it has answered, or the gate is not open yet.
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Of the cutover that was not undone, with what was verified for it. */
  private static void assertOneReport(OperatorApi api, Shop shop) throws Exception {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> api.get(shop.name() + "/evidence").at("/0/signed").asBoolean());
    JsonNode all = api.get(shop.name() + "/evidence");
    assertThat(all).hasSize(1);
    String id = all.at("/0/cutoverId").asText();
    assertThat(api.get(shop.name()).at("/cutover/id").asText()).isEqualTo(id);
    assertThat(
            api.get(shop.name() + "/evidence/" + id)
                .at("/report/streams/0/tables")
                .findValuesAsText("verdict"))
        .containsExactly("EQUAL", "EQUAL", "EQUAL");
  }

  private static void assertNeverBoth(Probes probes) {
    long firstAtTarget =
        probes.atTarget().stream().mapToLong(Probes.Accepted::acknowledged).min().orElseThrow();
    Probes.Accepted lastAtSource =
        probes.atSource().stream()
            .max(Comparator.comparingLong(Probes.Accepted::begun))
            .orElseThrow();
    assertThat(lastAtSource.begun())
        .as("the source accepted a write that began after the target had accepted one")
        .isLessThan(firstAtTarget);
  }

  private static void assertNothingLost(Shop shop, Probes probes) throws Exception {
    Set<Long> there = new HashSet<>();
    try (Connection connection = shop.targetAsApplication();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM shop.probe")) {
      while (rows.next()) {
        there.add(rows.getLong(1));
      }
    }
    List<Long> accepted =
        Stream.concat(probes.atSource().stream(), probes.atTarget().stream())
            .map(Probes.Accepted::id)
            .toList();
    assertThat(there).containsAll(accepted);
  }
}
