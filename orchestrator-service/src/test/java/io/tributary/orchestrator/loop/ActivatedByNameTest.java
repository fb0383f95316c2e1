package io.tributary.orchestrator.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made while an instance becomes the active one, or stands by again. */
class ActivatedByNameTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  /** A migration's loop, as far as it knows whether it may decide. */
  private static final class Loop {
    private final AtomicBoolean active = new AtomicBoolean();
  }

  private final AtomicReference<Runnable> duringActivation = new AtomicReference<>(() -> {});
  private final ActivatedByName<Loop> loops =
      new ActivatedByName<>(
          (loop, nowActive) -> {
            loop.active.set(nowActive);
            duringActivation.getAndSet(() -> {}).run();
          });

  @Test
  void standsByWhenTheInstanceStandsByInTheMomentInWhichItIsMade() throws Exception {
    // given
    loops.tell(true);
    Thread standsBy = new Thread(() -> loops.tell(false), "stands by");
    duringActivation.set(() -> runOrWaitForTheLock(standsBy));

    // when
    Loop made = loops.begin("shop", Loop::new);
    standsBy.join();

    // then two instances would decide at once otherwise
    assertThat(made.active).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void decidesWhenTheInstanceBecomesTheActiveOneWhileItIsMade(boolean alreadyActive)
      throws Exception {
    // given
    loops.tell(alreadyActive);
    Thread takesOver = new Thread(() -> loops.tell(true), "takes over");

    // when
    Loop made =
        loops.begin(
            "shop",
            () -> {
              runOrWaitForTheLock(takesOver);
              return new Loop();
            });
    takesOver.join();

    // then
    assertThat(made.active).isTrue();
  }

  @Test
  void decidesWhenItIsMadeWhileTheOthersAreToldThatTheInstanceIsActive() throws Exception {
    // given
    loops.begin("first", Loop::new);
    AtomicReference<Loop> made = new AtomicReference<>();
    Thread makes = new Thread(() -> made.set(loops.begin("second", Loop::new)), "makes");
    duringActivation.set(() -> runOrWaitForTheLock(makes));

    // when
    loops.tell(true);
    makes.join();

    // then
    assertThat(made.get().active).isTrue();
  }

  @Test
  void isMadeOnceForAName() {
    Loop first = loops.begin("shop", Loop::new);
    assertThat(loops.begin("shop", Loop::new)).isSameAs(first);
    loops.remove("shop", new Loop());
    assertThat(loops.find("shop")).containsSame(first);
    assertThat(loops.remove("shop")).containsSame(first);
    assertThat(loops.find("shop")).isEmpty();
  }

  /** Lets a thread go as far as it comes: to its end, or to the lock that this one holds. */
  private static void runOrWaitForTheLock(Thread thread) {
    thread.start();
    await()
        .atMost(SOON)
        .until(
            () ->
                thread.getState() == Thread.State.TERMINATED
                    || thread.getState() == Thread.State.BLOCKED);
  }
}
