package io.tributary.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.model.Direction;
import io.tributary.fixture.CuttingProxy;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.SampledCases;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The packaged orchestrator halts behind the fence, and while a cutover or a rollback is undone,
 * several times in one change of sides. So that nothing is drained before it has halted, the
 * Connect worker stands still from the commit of the fence on.
 */
class OrchestratorKilledBehindFenceIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String FENCE = "CREATE OR REPLACE TRIGGER tributary_fence";
  private static final String LONG_LIMIT = "time-limit-millis: 60000";

  /** The directions in which it dies; the other one only leads back. */
  private static final List<Direction> DEADLY =
      SampledCases.seeded("orchestrator killed behind a fence", 1, List.of(Direction.values()));

  private TestStack stack;
  private OperatorApi api;
  private CuttingProxy source;
  private CuttingProxy target;
  private Shop shop;
  private boolean stopped;

  @BeforeEach
  void listen() throws Exception {
    stack = TestStack.shared();
    api = stack.api();
    source = new CuttingProxy(stack.source);
    target = new CuttingProxy(stack.target);
  }

  @AfterEach
  void end() throws Exception {
    try {
      goOn();
      start();
      api.post(shop.name(), "abort");
      awaitState("Aborted");
      // Its target cannot be reached any more once the proxy is gone.
      api.delete(shop.name());
    } finally {
      source.close();
      target.close();
    }
  }

  @Test
  void goesOnWhereItWasWheneverItDiesBeforeTheDeadline() throws Exception {
    // given
    replicate("killed-fenced", LONG_LIMIT);
    int changes = 0;
    for (Direction way : Direction.values()) {
      if (!DEADLY.contains(way)) {
        finish(way);
        changes++;
        continue;
      }
      try (Probes probes = new Probes(shop, changes)) {
        awaitWrites(probes, way);

        // when
        start(way, "DRAIN:before");
        drainNothing(way);
        awaitHalt(way);
        start(way, "DRAIN:stored");
        awaitHalt(way);
        goOn();
        for (String point : List.of("VERIFY:stored", "SWITCH:stored")) {
          start(way, point);
          awaitHalt(way);
        }
        start();

        // then
        finish(way);
        awaitWrites(probes, opposite(way));
        probes.close();
        assertChanged(way, probes);
        ChangeOfSides.assertReports(api, shop, ++changes);
      }
    }
  }

  @Test
  void undoesItHoweverOftenItDiesMeanwhileAndCanDoItAgain() throws Exception {
    // given
    replicate("killed-undone", "time-limit-millis: 10000");
    int changes = 0;
    for (Direction way : Direction.values()) {
      if (!DEADLY.contains(way)) {
        finish(way);
        changes++;
        continue;
      }
      try (Probes probes = new Probes(shop, changes)) {
        awaitWrites(probes, way);

        // when the deadline passes while nobody leads; then
        start(way, "DRAIN:after");
        drainNothing(way);
        awaitHalt(way);
        for (String point : List.of("UNDO:before", "UNDO:stored")) {
          start(way, point);
          awaitHalt(way);
        }
        goOn();
        start(way, "UNDO:after");
        awaitState(undone(way));
        awaitWrites(probes, way);

        // when the deadline passes again; then
        drainNothing(way);
        awaitHalt(way);
        goOn();
        start();
        awaitState(undone(way));
        awaitWrites(probes, way);
        assertThat(probes.of(opposite(way))).as("only one side was ever open").isEmpty();

        // when ordered once more; then
        finish(way);
        awaitWrites(probes, opposite(way));
        probes.close();
        assertChanged(way, probes);
        ChangeOfSides.assertReports(api, shop, ++changes);
      }
    }
  }

  private void replicate(String name, String limit) throws Exception {
    shop = Shop.create(stack, name);
    String file = shop.returningMigrationFile(source, target);
    assertThat(file).contains(LONG_LIMIT, "port: " + source.port(), "port: " + target.port());
    api.create(file.replace(LONG_LIMIT, limit));
    api.post(name, "start");
    await().atMost(LIMIT).ignoreExceptions().until(() -> api.ready(name));
  }

  /** From the next fence on. */
  private void drainNothing(Direction way) {
    CuttingProxy left = way == Direction.OUT ? source : target;
    left.beforeCommitOf(FENCE, this::haltConnect);
  }

  private void haltConnect() {
    try {
      stack.signal("connect", "STOP");
      stopped = true;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void goOn() throws Exception {
    if (stopped) {
      stack.signal("connect", "CONT");
      stopped = false;
    }
  }

  /** Where the orchestrator is to halt next. */
  private void start(Direction way, String point) {
    String armed = shop.name() + ":" + (way == Direction.OUT ? "out" : "back") + ":" + point;
    stack.startOrchestrator(Map.of("TRIBUTARY_TEST_HALT_AT", armed));
  }

  private void start() {
    stack.startOrchestrator(Map.of());
  }

  private void awaitHalt(Direction way) {
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              orderWhereUndone(way);
              return stack.orchestratorEnded();
            });
  }

  private void finish(Direction way) {
    String done = undone(opposite(way));
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              orderWhereUndone(way);
              return api.state(shop.name()).equals(done);
            });
  }

  private void orderWhereUndone(Direction way) throws InterruptedException {
    try {
      if (api.state(shop.name()).equals(undone(way))) {
        String order = way == Direction.OUT ? "cutover" : "rollback";
        api.tryPost(shop.name(), order, UUID.randomUUID().toString());
      }
    } catch (IOException e) {
      // It may halt before it has answered.
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String undone(Direction way) {
    return way == Direction.OUT ? "Replicating" : "Switched";
  }

  private static Direction opposite(Direction way) {
    return way == Direction.OUT ? Direction.BACK : Direction.OUT;
  }

  private void awaitState(String state) {
    await().atMost(LIMIT).until(() -> api.state(shop.name()).equals(state));
  }

  /** At the side that is left in this direction. */
  private static void awaitWrites(Probes probes, Direction way) {
    int enough = probes.of(way).size() + 10;
    await().atMost(LIMIT).until(() -> probes.of(way).size() >= enough);
  }

  private void assertChanged(Direction way, Probes probes) throws Exception {
    ChangeOfSides.assertNeverBoth(probes.of(way), probes.of(opposite(way)));
    if (way == Direction.OUT) {
      ChangeOfSides.assertNothingLost(shop.targetAsApplication(), "shop.probe", probes);
    } else {
      ChangeOfSides.assertNothingLost(shop.source(), "public.probe", probes);
    }
  }
}
