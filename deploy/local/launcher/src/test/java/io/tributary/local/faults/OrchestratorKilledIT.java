package io.tributary.local.faults;

import static org.awaitility.Awaitility.await;

import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.SampledCases;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The packaged orchestrator halts at each step of a cutover, and of the rollback behind it, and is
 * started again. One migration goes through all of it, a round for each point.
 */
class OrchestratorKilledIT {
  private static final List<String> ALL =
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

  private static final List<String> POINTS = SampledCases.seeded("orchestrator killed", 4, ALL);

  private static final String NAME = "killed";
  private static Shop shop;

  /** How often the sides have changed. */
  private static int changes;

  @BeforeAll
  static void replicate() throws Exception {
    changes = 0;
    shop = Shop.create(stack(), NAME);
    api().create(shop.returningMigrationFile());
    api().post(NAME, "start");
    await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(() -> api().ready(NAME));
    startArmed(armed("out", POINTS.get(0)));
  }

  @AfterAll
  static void end() throws Exception {
    startArmed("");
    api().post(NAME, "abort");
    awaitState("Aborted");
  }

  @ParameterizedTest
  @FieldSource("POINTS")
  void finishesOrUndoesEitherWayAndNeverLetsBothSidesAcceptWrites(String point) throws Exception {
    // given: the orchestrator was told to halt here when it was last started
    awaitState("Replicating");

    // when, then
    Probes out = changeSides("cutover", "Replicating", "Switched", armed("back", point));
    ChangeOfSides.assertNeverBoth(out.atSource(), out.atTarget());
    ChangeOfSides.assertNothingLost(shop.targetAsApplication(), "shop.probe", out);
    ChangeOfSides.assertReports(api(), shop, ++changes);

    // when it halts there in the rollback, too; then
    Probes back = changeSides("rollback", "Switched", "Replicating", armedNext(point));
    ChangeOfSides.assertNeverBoth(back.atTarget(), back.atSource());
    ChangeOfSides.assertNothingLost(shop.source(), "public.probe", back);
    ChangeOfSides.assertReports(api(), shop, ++changes);
  }

  /**
   * Orders it, with writers that try both sides all the time, until the orchestrator has halted;
   * starts that again, and orders it again if it was undone.
   *
   * @param next where the orchestrator is to halt next, or nothing
   */
  private static Probes changeSides(String order, String undone, String done, String next)
      throws Exception {
    boolean out = order.equals("cutover");
    Probes probes = new Probes(shop, changes);
    try {
      await().atMost(Duration.ofMinutes(1)).until(() -> accepted(probes, out) > 10);
      await()
          .atMost(Duration.ofSeconds(120))
          .until(
              () -> {
                order(order);
                return stack().orchestratorEnded();
              });
      startArmed(next);
      await()
          .atMost(Duration.ofSeconds(90))
          .until(
              () -> {
                String state = api().state(NAME);
                if (state.equals(undone)) {
                  order(order);
                }
                return state.equals(done);
              });
      await().atMost(Duration.ofMinutes(1)).until(() -> accepted(probes, !out) > 10);
    } finally {
      probes.close();
    }
    return probes;
  }

  private static int accepted(Probes probes, boolean atSource) {
    return (atSource ? probes.atSource() : probes.atTarget()).size();
  }

  private static void awaitState(String state) {
    await().atMost(Duration.ofSeconds(60)).until(() -> api().state(NAME).equals(state));
  }

  private static TestStack stack() throws Exception {
    return TestStack.shared();
  }

  private static OperatorApi api() throws Exception {
    return stack().api();
  }

  private static void startArmed(String point) throws Exception {
    stack().startOrchestrator(point.isEmpty() ? Map.of() : Map.of("TRIBUTARY_TEST_HALT_AT", point));
  }

  private static String armedNext(String point) {
    int next = POINTS.indexOf(point) + 1;
    return next < POINTS.size() ? armed("out", POINTS.get(next)) : "";
  }

  private static String armed(String direction, String point) {
    return NAME + ":" + direction + ":" + point;
  }

  private static void order(String order) throws InterruptedException {
    try {
      api().post(NAME, order);
    } catch (IOException e) {
      // The orchestrator may halt before it has answered, or the gate is not open yet.
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
