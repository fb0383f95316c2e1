package io.tributary.cdc.connect;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was seen of the end of one source's log from second to second. The oldest sight that is not
 * applied yet says since when something is missing: by the clock of this process alone, and also
 * while nothing comes from the source, be it that its connector stands still, that it is slow, or
 * that the broker is away. Thread-safe.
 */
final class SourceEnds {
  private static final Duration FRESH = Duration.ofSeconds(10);
  private static final int MOST = 1_024;

  private final long graceMillis;
  private Deque<Seen> unapplied = new ArrayDeque<>();
  private long lastMillis = Long.MIN_VALUE;
  private long last;
  private long kept = SourceLag.UNKNOWN;
  private boolean passed;

  /**
   * Nothing seen yet.
   *
   * @param graceMillis the longest time that the end of an idle source's log is not in its stream,
   *     because only the next heartbeat is
   */
  SourceEnds(long graceMillis) {
    this.graceMillis = graceMillis;
  }

  private record Seen(long millis, long position) {}

  /**
   * The log ended here.
   *
   * @param bytesKept what the source keeps of it, -1 when unknown
   */
  synchronized void seen(long now, long position, long bytesKept) {
    if (unapplied.isEmpty() || unapplied.getLast().position() != position) {
      unapplied.add(new Seen(now, position));
    }
    if (unapplied.size() > MOST) {
      unapplied = thinned();
    }
    lastMillis = now;
    last = position;
    kept = bytesKept;
  }

  /**
   * The lag of a stream that has applied everything up to a position. As long as nothing that was
   * seen is applied, what is missing may be older than the first sight.
   */
  synchronized SourceLag behind(long applied, long now) {
    if (lastMillis == Long.MIN_VALUE || now - lastMillis > FRESH.toMillis()) {
      return SourceLag.unknown();
    }
    while (!unapplied.isEmpty() && unapplied.getFirst().position() <= applied) {
      unapplied.removeFirst();
      passed = true;
    }
    long behind = Math.max(0, last - applied);
    if (unapplied.isEmpty()) {
      return new SourceLag(true, 0, behind, kept);
    }
    long age = now - unapplied.getFirst().millis() - graceMillis;
    long millis = age > 0 || passed ? Math.max(0, age) : SourceLag.UNKNOWN;
    return new SourceLag(true, millis, behind, kept);
  }

  /** Half of it: hours of lag need not be known to the second. */
  private Deque<Seen> thinned() {
    Deque<Seen> half = new ArrayDeque<>();
    boolean keep = true;
    for (Seen each : unapplied) {
      if (keep) {
        half.add(each);
      }
      keep = !keep;
    }
    return half;
  }
}
