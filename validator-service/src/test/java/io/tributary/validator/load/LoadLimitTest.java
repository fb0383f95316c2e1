package io.tributary.validator.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** By a clock that only sleeping moves on. */
class LoadLimitTest {
  private final AtomicLong nanos = new AtomicLong(1);
  private final LoadLimit load = new LoadLimit(nanos::get, nanos::addAndGet);

  @Test
  void validatorsThatShareTheSourcesShareTheLimit() {
    assertThat(LoadLimit.part(1_000, 3, 3)).isEqualTo(1_000);
    assertThat(LoadLimit.part(1_000, 1, 3) + LoadLimit.part(1_000, 2, 3)).isBetween(999L, 1_000L);
    assertThat(LoadLimit.part(0, 1, 3)).isZero();
    assertThat(LoadLimit.part(100, 1, 200)).isEqualTo(1);
  }

  @Test
  void readsNoMoreThanTheLimitOverAnyTime() {
    // given
    load.set(1_000);

    // when
    for (int i = 0; i < 50; i++) {
      load.await(() -> false);
      load.read(200);
    }

    // then 10,000 rows, of which the last 200 are yet to be paid
    assertThat(nanos.get()).isBetween(seconds(9.79), seconds(9.81));
  }

  @Test
  void remembersNoTimeInWhichNothingWasRead() {
    // given
    load.set(1_000);
    nanos.addAndGet(seconds(3_600));
    long before = nanos.get();

    // when
    load.read(5_000);
    load.await(() -> false);

    // then
    assertThat(nanos.get() - before).isBetween(seconds(4.99), seconds(5.01));
  }

  @Test
  void holdsAChangedLimitForWhatWasReadBefore() {
    // given an hour to wait
    load.set(1_000);
    load.read(3_600_000);
    AtomicLong slept = new AtomicLong();

    // when the limit is raised after a second
    load.await(
        () -> {
          if (slept.incrementAndGet() == 51) {
            load.set(1_000_000);
          }
          return false;
        });

    // then
    assertThat(nanos.get()).isBetween(seconds(4.5), seconds(4.7));
  }

  @Test
  void readsOnAtOnceWhenTheLimitIsGone() {
    // given
    load.set(100);
    load.read(1_000_000_000);

    // when
    load.set(0);
    load.await(() -> false);

    // then
    assertThat(nanos.get()).isEqualTo(1);
  }

  @Test
  void waitsNoLongerThanTheComparison() {
    load.set(100);
    load.read(1_000_000_000);

    assertThatThrownBy(() -> load.await(() -> true)).isInstanceOf(CancellationException.class);
  }

  private static long seconds(double seconds) {
    return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
  }
}
