package io.tributary.cdc.connect;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of the end of one source's log from second to second. The oldest sight that is not
 * applied yet says since when something is missing: by the clock of this process alone, and also
 * while nothing comes from the source, be it that its connector stands still, that it is slow, or
 * that the broker is away. What came while nobody looked may be as old as that pause. Thread-safe.
 */
final class SourceEnds {
  private static final Duration FRESH = Duration.ofSeconds(10);
  private static final int MOST = 1_024;

  /** Several looks; nobody looks while a cutover has the source fenced. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

  private final long graceMillis;
  private Deque<Seen> unapplied = new ArrayDeque<>();
  private long lastMillis = Long.MIN_VALUE;
  private @Nullable SourceEnd last;
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

  /** The log ended here; one that ends before what was seen has been taken back. */
  synchronized void seen(long now, SourceEnd end) {
    long position = end.position();
    while (!unapplied.isEmpty() && unapplied.getLast().position() > position) {
      unapplied.removeLast();
    }
    if (unapplied.isEmpty() || unapplied.getLast().position() != position) {
      unapplied.add(new Seen(since(now), position));
    }
    if (unapplied.size() > MOST) {
      unapplied = thinned();
    }
    lastMillis = now;
    last = end;
  }

  private long since(long now) {
    return last == null || now - lastMillis <= LONGEST_PAUSE.toMillis() ? now : lastMillis;
  }

  /**
   * The lag of a stream that has applied everything up to a position. As long as nothing that was
   * seen is applied, what is missing may be older than the first sight. Empty for a source that was
   * not asked of late.
   */
  synchronized Optional<SourceLag> behind(long applied, long now) {
    SourceEnd end = last;
    if (end == null || now - lastMillis > FRESH.toMillis()) {
      return Optional.empty();
    }
    while (!unapplied.isEmpty() && unapplied.getFirst().position() <= applied) {
      unapplied.removeFirst();
      passed = true;
    }
    return Optional.of(new SourceLag(age(now), end.after(applied)));
  }

  private OptionalLong age(long now) {
    if (unapplied.isEmpty()) {
      return OptionalLong.of(0);
    }
    long age = now - unapplied.getFirst().millis() - graceMillis;
    return age > 0 || passed ? OptionalLong.of(Math.max(0, age)) : OptionalLong.empty();
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
