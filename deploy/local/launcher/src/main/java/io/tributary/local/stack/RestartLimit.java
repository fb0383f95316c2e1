package io.tributary.local.stack;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Tells a process that died from one that cannot live: more than so many ends in a while. */
final class RestartLimit {
  private static final int MOST = 20;
  private static final long WHILE_NANOS = Duration.ofMinutes(2).toNanos();

  private final Map<String, Deque<Long>> ends = new HashMap<>();

  /** Notes an end; whether the process may be started again. */
  boolean allows(String name, long nowNanos) {
    Deque<Long> recent = ends.computeIfAbsent(name, ignored -> new ArrayDeque<>());
    recent.add(nowNanos);
    while (nowNanos - recent.peek() > WHILE_NANOS) {
      recent.remove();
    }
    return recent.size() <= MOST;
  }
}
