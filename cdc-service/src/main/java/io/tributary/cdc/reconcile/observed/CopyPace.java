package io.tributary.cdc.reconcile.observed;

import io.tributary.common.observed.SnapshotProgress;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * How long the first copy of a stream takes still, at the speed of the last minute, whichever way
 * its rows come. Nothing is said in the first seconds, while no row comes, without an estimate of
 * all rows, and where that was too low. Used by one thread.
 */
public final class CopyPace {
  private static final Duration LEAST = Duration.ofSeconds(5);
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final Duration APART = Duration.ofSeconds(1);

  private final Deque<Sample> samples = new ArrayDeque<>();

  private record Sample(Instant at, long rows) {}

  /** The report with what is left, where that can be said. */
  public SourceObserved in(SourceObserved report) {
    if (report.phase() != SourcePhase.SNAPSHOT) {
      samples.clear();
      return report;
    }
    SnapshotProgress snapshot = report.stream().snapshot();
    note(new Sample(report.at(), snapshot.rows()));
    return report.remaining(remaining(snapshot, report.at()));
  }

  private void note(Sample now) {
    Sample last = samples.peekLast();
    if (last != null && now.rows() < last.rows()) {
      // Chunks broke off, or the copy begins anew.
      samples.clear();
    } else if (last != null && now.at().isBefore(last.at().plus(APART))) {
      return;
    }
    samples.addLast(now);
    while (samples.getFirst().at().isBefore(now.at().minus(WINDOW))) {
      samples.removeFirst();
    }
  }

  private OptionalLong remaining(SnapshotProgress snapshot, Instant now) {
    Sample first = samples.getFirst();
    long moved = snapshot.rows() - first.rows();
    Duration took = Duration.between(first.at(), now);
    long left = snapshot.rowsExpected().orElse(0) - snapshot.rows();
    if (took.compareTo(LEAST) < 0 || moved <= 0 || left <= 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of((long) Math.ceil(left * (double) took.toMillis() / moved / 1000));
  }
}
