package io.tributary.access;

import java.time.Duration;
import java.time.Instant;

/**
 * So many refusals are told in a minute and no more, or a stranger could fill a topic by asking;
 * the others are counted. Thread-safe.
 */
final class RefusalBudget {
  private static final Duration SPAN = Duration.ofMinutes(1);

  private final int most;
  private Instant begun = Instant.MIN;
  private int told;
  private long untold;

  RefusalBudget(int most) {
    this.most = most;
  }

  /**
   * What to do with one refusal.
   *
   * @param tell whether it is told
   * @param untold refusals of the minutes before that were not, to be told now; 0 for none
   */
  record Ruling(boolean tell, long untold) {}

  synchronized Ruling at(Instant now) {
    long before = 0;
    if (begun.equals(Instant.MIN) || !now.isBefore(begun.plus(SPAN)) || now.isBefore(begun)) {
      begun = now;
      told = 0;
      before = untold;
      untold = 0;
    }
    if (told == most) {
      untold++;
      return new Ruling(false, before);
    }
    told++;
    return new Ruling(true, before);
  }
}
