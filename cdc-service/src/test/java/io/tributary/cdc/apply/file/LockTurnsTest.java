package io.tributary.cdc.apply.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whoever waits for a file's lock by SQLite's busy handler gets it in time. */
class LockTurnsTest {
  /** The longest sleep of SQLite's busy handler. */
  private static final long LOOKS = Duration.ofMillis(100).toNanos();

  private static final long MILLI = Duration.ofMillis(1).toNanos();

  @Test
  void oneTransactionNeedsNoRest() {
    assertThat(LockTurns.untaken().held(5, 5 + 400 * MILLI).rest(5 + 400 * MILLI)).isZero();
  }

  @Test
  void transactionsThatFollowEachOtherRestWhenTheyHaveHeldItForLongTogether() {
    // given two of 300 ms, 10 ms apart
    LockTurns turns = LockTurns.untaken().held(0, 300 * MILLI).held(310 * MILLI, 610 * MILLI);

    // then
    assertThat(turns.rest(610 * MILLI)).isEqualTo(180 * MILLI);
    // and what has passed meanwhile counts
    assertThat(turns.rest(700 * MILLI)).isEqualTo(90 * MILLI);
    assertThat(turns.rest(790 * MILLI)).isZero();
    assertThat(turns.rested().rest(610 * MILLI)).isZero();
  }

  @Test
  void aGapOfItsOwnIsARest() {
    LockTurns turns = LockTurns.untaken().held(0, 300 * MILLI).held(450 * MILLI, 750 * MILLI);
    assertThat(turns.rest(750 * MILLI)).isZero();
  }

  @Test
  void timesBelowZeroCountAsWell() {
    LockTurns turns = LockTurns.untaken().held(-900 * MILLI, -300 * MILLI);
    assertThat(turns.rest(-300 * MILLI)).isEqualTo(180 * MILLI);
  }

  @Test
  void theRestGrowsWithATransactionThatTakesSeconds() {
    assertThat(LockTurns.untaken().held(0, 500 * MILLI).rest(500 * MILLI)).isEqualTo(150 * MILLI);
    assertThat(LockTurns.untaken().held(0, 2_000 * MILLI).rest(2_000 * MILLI))
        .isEqualTo(600 * MILLI);
    assertThat(LockTurns.untaken().held(0, 60_000 * MILLI).rest(60_000 * MILLI))
        .isEqualTo(1_000 * MILLI);
  }

  @Test
  void whoLooksEveryHundredMillisecondsFindsItFreeWithinASecond() {
    long seed = Long.getLong("tributary.test.seed", System.nanoTime());
    System.out.println("lock turns: repeat with -Dtributary.test.seed=" + seed);
    Random random = new Random(seed);
    LockTurns turns = LockTurns.untaken();
    long now = -50 * MILLI;
    long look = now;
    long waitedSince = now;
    for (int i = 0; i < 20_000; i++) {
      // when one transaction follows the other as fast as the rests allow
      long free = now;
      long rest = turns.rest(now);
      now += rest;
      turns = rest > 0 ? turns.rested() : turns;
      now += random.nextInt((int) (3 * MILLI));
      while (look < free) {
        look += LOOKS;
      }
      if (look < now) {
        // then: none of them is longer than 300 ms
        assertThat(look - waitedSince).as("seed %d", seed).isLessThan(1_200 * MILLI);
        waitedSince = look;
        look += LOOKS;
      }
      long taken = now;
      now += MILLI + random.nextInt((int) (300 * MILLI));
      turns = turns.held(taken, now);
    }
    assertThat(now - waitedSince).as("seed %d", seed).isLessThan(1_200 * MILLI);
  }
}
