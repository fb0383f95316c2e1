package io.tributary.local.faults;

import static org.awaitility.Awaitility.await;

import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The packaged orchestrator halts at each step of a cutover, and of a rollback, and is started
 * again.
 */
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

  /**
   * The points as the service is told them. Each is in a migration of its own, so that one start
   * arms all that are still to come; those of a rollback only when their cutover is done.
   */
  private static final Set<String> ARMED = new LinkedHashSet<>();

  @BeforeAll
  static void arm() throws Exception {
    POINTS.forEach(point -> ARMED.add(armed("halt", point)));
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
    Shop shop = Shop.create(stack(), migration("halt", point));
    replicate(shop, shop.migrationFile());
    Probes probes = new Probes(shop);
    try {
      await().atMost(Duration.ofMinutes(1)).until(() -> probes.atSource().size() > 10);

      // when
      halted(shop, "cutover", armed("halt", point));

      // then it finishes, or undoes and can be asked again
      finished(shop, "cutover", "Replicating", "Switched");
      await().atMost(Duration.ofMinutes(1)).until(() -> probes.atTarget().size() > 10);
    } finally {
      probes.close();
    }
    ChangeOfSides.assertNeverBoth(probes.atSource(), probes.atTarget());
    ChangeOfSides.assertNothingLost(shop.targetAsApplication(), "shop.probe", probes);
    ChangeOfSides.assertReports(api(), shop, 1);
    end(shop, "complete", "Completed");
  }

  @ParameterizedTest
  @FieldSource("POINTS")
  void finishesOrUndoesARollbackAndNeverLetsBothSidesAcceptWrites(String point) throws Exception {
    // given a migration behind its cutover
    Shop shop = Shop.create(stack(), migration("back", point));
    replicate(shop, shop.returningMigrationFile());
    api().postOnceOpen(shop.name(), "cutover");
    awaitState(shop, "Switched");
    ARMED.add(armed("back", point));
    startArmed();
    Probes probes = new Probes(shop);
    try {
      await().atMost(Duration.ofMinutes(1)).until(() -> probes.atTarget().size() > 10);

      // when
      halted(shop, "rollback", armed("back", point));

      // then
      finished(shop, "rollback", "Switched", "Replicating");
      await().atMost(Duration.ofMinutes(1)).until(() -> probes.atSource().size() > 10);
    } finally {
      probes.close();
    }
    ChangeOfSides.assertNeverBoth(probes.atTarget(), probes.atSource());
    ChangeOfSides.assertNothingLost(shop.source(), "public.probe", probes);
    ChangeOfSides.assertReports(api(), shop, 2);
    end(shop, "abort", "Aborted");
  }

  private static void replicate(Shop shop, String file) throws Exception {
    api().create(file);
    api().post(shop.name(), "start");
    await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(() -> api().ready(shop.name()));
  }

  /** Orders it until the orchestrator has halted, and starts that again. */
  private static void halted(Shop shop, String order, String point) throws Exception {
    await()
        .atMost(Duration.ofSeconds(120))
        .until(
            () -> {
              order(shop, order);
              return stack().orchestratorEnded();
            });
    ARMED.remove(point);
    startArmed();
  }

  private static void finished(Shop shop, String order, String undone, String done) {
    await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () -> {
              String state = api().state(shop.name());
              if (state.equals(undone)) {
                order(shop, order);
              }
              return state.equals(done);
            });
  }

  private static void end(Shop shop, String order, String state) throws Exception {
    api().post(shop.name(), order);
    awaitState(shop, state);
    api().delete(shop.name());
  }

  private static void awaitState(Shop shop, String state) {
    await().atMost(Duration.ofSeconds(60)).until(() -> api().state(shop.name()).equals(state));
  }

  private static void startArmed() throws Exception {
    stack()
        .startOrchestrator(
            ARMED.isEmpty() ? Map.of() : Map.of("TRIBUTARY_TEST_HALT_AT", String.join(",", ARMED)));
  }

  private static TestStack stack() throws Exception {
    return TestStack.shared();
  }

  private static OperatorApi api() throws Exception {
    return stack().api();
  }

  private static String armed(String prefix, String point) {
    return migration(prefix, point) + ":" + point;
  }

  private static String migration(String prefix, String point) {
    return prefix + "-" + point.toLowerCase(Locale.ROOT).replace(':', '-');
  }

  private static void order(Shop shop, String order) throws InterruptedException {
    try {
      api().post(shop.name(), order);
    } catch (IOException e) {
      // The orchestrator may halt before it has answered, or the gate is not open yet.
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
