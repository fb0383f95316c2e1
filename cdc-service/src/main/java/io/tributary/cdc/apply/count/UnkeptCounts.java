package io.tributary.cdc.apply.count;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * What a stream has committed and not yet kept the count of. It is kept once in a while, so that
 * counting costs a stream of many small transactions nothing. One thread.
 */
public final class UnkeptCounts {
  private static final Logger LOG = Logger.getLogger(UnkeptCounts.class);
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final Clock clock;
  private final Map<TableName, TableChangeCount> counts = new TreeMap<>();
  private long triedMillis;
  private boolean told;

  /** Nothing is counted yet. */
  public UnkeptCounts(Clock clock) {
    this.clock = clock;
    this.triedMillis = clock.millis();
  }

  /** What was committed. */
  public void add(ChangeCounts committed) {
    committed
        .changed()
        .forEach((table, count) -> counts.merge(table, count, TableChangeCount::plus));
  }

  /** Keeps everything, where the last try was long enough ago. */
  public void keepDue(Predicate<Map<TableName, TableChangeCount>> keeping) {
    if (!counts.isEmpty() && clock.millis() - triedMillis >= BETWEEN.toMillis()) {
      keep(keeping);
    }
  }

  /**
   * Keeps everything. A count is no reason to stop a stream: what is refused is tried again. Where
   * the target cannot be reached the stream cannot go on either.
   *
   * @param keeping takes counts by the name of the table that the stream has; false where it could
   *     not
   */
  public void keep(Predicate<Map<TableName, TableChangeCount>> keeping) {
    triedMillis = clock.millis();
    try {
      if (!counts.isEmpty() && keeping.test(Map.copyOf(counts))) {
        counts.clear();
        told = false;
      }
    } catch (TributaryException e) {
      if (e.report().retryable()) {
        throw e;
      }
      if (!told) {
        LOG.warnf("counts of changes are not kept: %s", e.report().message());
        told = true;
      }
    }
  }
}
