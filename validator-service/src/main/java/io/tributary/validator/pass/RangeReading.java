package io.tributary.validator.pass;

import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.KeyRange;
import io.tributary.validator.compare.TableComparer;
import io.tributary.validator.config.ValidatorLimits;
import io.tributary.validator.digest.DigestExpressions;
import io.tributary.validator.range.RangeFinding;
import io.tributary.validator.settle.ComparedEnds;
import io.tributary.validator.source.end.Checkpoint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BooleanSupplier;

/**
 * The comparison of single ranges of tables, whoever keeps what is found. Used by one thread.
 *
 * @param ends both ends
 * @param comparer compares snapshots
 * @param limits how far to go
 * @param clock the time
 */
public record RangeReading(
    ComparedEnds ends, TableComparer comparer, ValidatorLimits limits, Clock clock) {
  static final long APPLIED_POLL_MILLIS = 5;

  /** As precise as the target keeps it. */
  static Instant now(Clock clock) {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Waits until the follower has an offset, so that it is in what is read.
   *
   * @param asked whether it is still to be waited for
   */
  public void awaitApplied(long offset, BooleanSupplier asked) {
    while (ends.checkpoint().map(Checkpoint::offset).orElse(-1L) < offset && asked.getAsBoolean()) {
      ends.pause(APPLIED_POLL_MILLIS);
    }
  }

  /** Compares a range, and settles its rows. */
  public RangeFinding finding(TableMap tables, TablePair pair, KeyRange keys) {
    Instant started = now(clock);
    Duration waited = ends.waited();
    LiveComparison.Compared found =
        new LiveComparison(ends, comparer, limits).compare(tables, pair, keys);
    Instant ended = now(clock);
    return new RangeFinding(
        found.outcome().digestedBy(DigestExpressions.of(tables.source(), tables.target()).method()),
        found.coversUpTo().orElse(-1),
        found.moving(),
        ended,
        Duration.between(started, ended).minus(ends.waited().minus(waited)).toMillis());
  }
}
