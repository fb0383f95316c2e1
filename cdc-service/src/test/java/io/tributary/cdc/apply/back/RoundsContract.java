package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ForcedHooks;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.plan.MovingSource;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every kind of source keeps, run on the drivers and streams that production gives it: while
 * an application writes to whichever side takes it, the sides change there and back, and the
 * cdc-service dies in each of its steps in either direction: apply at its points, and closing and
 * opening by SIGKILL. What was acknowledged is there once on both sides, as each side's own reader
 * says it.
 */
abstract class RoundsContract {
  private static final int ENOUGH = 15;

  @Inject ApplyService apply;
  @Inject ForcedHooks hooks;
  private final long seed = Long.getLong("tributary.test.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private TwoWayStreams move;

  /** Both streams, begun, with the application's tables. */
  abstract TwoWayStreams begun() throws Exception;

  /** The source as its application writes to it. */
  abstract PatientApplication.Side legacy();

  /** The target as the application writes to it. */
  abstract PatientApplication.Side target();

  /** What the source has of the application's transactions, as often as it has them. */
  abstract List<String> inSource();

  /** What the target has of them. */
  abstract List<String> inTarget();

  /** What else happens at the open target in a round. */
  void meanwhile(int round) throws Exception {}

  /** Fails where the sides differ in anything else. */
  void assertEqual() {}

  @BeforeEach
  void begin() throws Exception {
    System.out.println("rounds: repeat with -Dtributary.test.seed=" + seed);
    move = begun();
  }

  @AfterEach
  void end() throws Exception {
    hooks.clear();
    move.close();
  }

  @Test
  void losesAndDoublesNothingInThreeRoundsUnderLoadWhereverTheServiceDies() throws Exception {
    // given
    List<Consumer<Runnable>> deaths =
        List.of(hooks::nextAfterStatement, hooks::nextBeforeCommit, hooks::nextAfterCommit);
    try (PatientApplication application = new PatientApplication(legacy(), target())) {
      for (int round = 1; round <= deaths.size(); round++) {
        // when: out
        application.awaitWrites(ENOUGH);
        die(move.out, deaths.get(round - 1));
        changeOver(move.out, application, round == 2);
        // when: back
        application.awaitWrites(ENOUGH);
        meanwhile(round);
        die(move.back, deaths.get(round - 1));
        changeOver(move.back, application, round == 2);
      }

      // then
      application.awaitWrites(ENOUGH);
      change(move.out);
      application.awaitWrites(ENOUGH);
      List<String> acknowledged = application.stop();
      assertThat(inTarget()).doesNotHaveDuplicates().containsAll(acknowledged);
      await()
          .atMost(TwoWayStreams.LIMIT)
          .untilAsserted(
              () -> {
                assertThat(move.status(move.back).error()).isNull();
                assertThat(inSource()).containsExactlyInAnyOrderElementsOf(inTarget());
                assertEqual();
              });
    }
    assertThat(move.status(move.out).error()).isNull();
    assertThat(move.status(move.out).progress().aside().deadLetters()).isZero();
    assertThat(move.status(move.back).progress().aside().deadLetters()).isZero();
  }

  /** While the application writes, so that there is something to die of. */
  private void die(MovingSource way, Consumer<Runnable> step) {
    hooks.only(way.stream());
    step.accept(
        () -> {
          throw new IllegalStateException("killed by the test");
        });
    await().atMost(TwoWayStreams.LIMIT).until(() -> !move.status(way).running());
    hooks.clear();
    move.restartService();
  }

  /**
   * Changes the sides with a service that is killed while it closes the one and while it opens the
   * other, each time with another one that takes over.
   *
   * @param undone whether the change is given up and begun once more behind the first of these
   */
  private void changeOver(MovingSource way, PatientApplication application, boolean undone)
      throws Exception {
    String token = UUID.randomUUID().toString();
    KilledStep.FENCE.die(move, way, token, random);
    move.restartService();
    if (undone) {
      SourceDriver successor = move.driver(way);
      successor.settledFence().ifPresent(fence -> successor.liftFence(fence.token()));
      application.awaitWrites(ENOUGH);
      token = UUID.randomUUID().toString();
    }
    move.close(way, token);
    assertSame();
    KilledStep.OPEN.die(move, way, token, random);
    move.restartService();
    move.open(move.driver(way));
  }

  private void change(MovingSource way) {
    SourceDriver driver = move.close(way);
    assertSame();
    move.open(driver);
  }

  private void assertSame() {
    assertThat(inSource()).containsExactlyInAnyOrderElementsOf(inTarget());
    assertEqual();
  }
}
