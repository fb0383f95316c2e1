package io.tributary.cdc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegularLooksTest {
  private final RegularLooks looks = new RegularLooks(Duration.ofMillis(2));
  private final CountDownLatch answer = new CountDownLatch(1);

  @AfterEach
  void end() {
    answer.countDown();
    looks.close();
  }

  @Test
  void looksAtTheOthersWhileSomeHang() {
    // given
    AtomicInteger hanging = new AtomicInteger();
    for (int i = 0; i < 8; i++) {
      looks.begin(() -> hang(hanging));
    }
    AtomicInteger seen = new AtomicInteger();

    // when
    looks.begin(seen::incrementAndGet);

    // then
    await(() -> hanging.get() == 8 && seen.get() > 20);
    assertThat(hanging).as("each is looked at once at a time").hasValue(8);

    // when
    answer.countDown();

    // then
    await(() -> hanging.get() > 16);
  }

  @Test
  void looksAgainAtWhatCouldNotBeSeen() {
    // given
    AtomicInteger tries = new AtomicInteger();

    // when
    looks.begin(
        () -> {
          tries.incrementAndGet();
          throw new IllegalStateException("nothing to be seen, as this test wants it");
        });

    // then
    await(() -> tries.get() > 2);
  }

  @Test
  void looksNoMoreAtWhatWasTakenOff() {
    // given
    AtomicInteger seen = new AtomicInteger();
    AtomicInteger other = new AtomicInteger();
    ScheduledFuture<?> look = looks.begin(seen::incrementAndGet);
    await(() -> seen.get() > 0);

    // when
    look.cancel(false);
    looks.begin(other::incrementAndGet);
    await(() -> other.get() > 1);
    int then = seen.get();

    // then
    await(() -> other.get() > 20);
    assertThat(seen).as("but for a look in hand").hasValueLessThanOrEqualTo(then + 1);
  }

  private void hang(AtomicInteger count) {
    count.incrementAndGet();
    try {
      answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .dontCatchUncaughtExceptions()
        .atMost(30, TimeUnit.SECONDS)
        .pollDelay(Duration.ZERO)
        .until(condition);
  }
}
