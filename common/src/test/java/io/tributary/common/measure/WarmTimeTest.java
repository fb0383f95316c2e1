package io.tributary.common.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmTimeTest {

  @Test
  void repeatsWorkAsLongAsThatMakesItQuicker() {
    assertThat(measured(1_000, 400, 200, 190)).containsExactly(190L, 4L);
  }

  @Test
  void doesWorkTwiceThatIsWarmAlready() {
    assertThat(measured(20, 19)).containsExactly(19L, 2L);
    assertThat(measured(0, 0)).containsExactly(0L, 2L);
  }

  @Test
  void doesWorkOnceThatTakesMuchOfWhatARehearsalMayTake() {
    assertThat(measured(1_600)).containsExactly(1_600L, 1L);
  }

  @Test
  void endsWhenEnoughTimeWasSpent() {
    assertThat(measured(1_500, 1_100)).containsExactly(1_100L, 2L);
  }

  @Test
  void endsAfterSomeRunsHoweverMuchQuickerEachIs() {
    assertThat(measured(500, 250, 120, 60, 30)).containsExactly(30L, 5L);
  }

  /** What is answered of runs that take so long, and how many there were. */
  private static List<Long> measured(long... millis) {
    SetClock clock = new SetClock();
    Deque<Long> left = new ArrayDeque<>();
    for (long each : millis) {
      left.add(each);
    }
    long answer = WarmTime.millis(clock, () -> clock.now = clock.now.plusMillis(left.remove()));
    return List.of(answer, (long) millis.length - left.size());
  }

  private static final class SetClock extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
