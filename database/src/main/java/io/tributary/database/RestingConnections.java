package io.tributary.database;

import io.tributary.common.model.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connections that rest between two looks at a database: a login takes a server and its client ten
 * times as much as the look, and each source is looked at every second. A connection is as new when
 * it is handed out, rests ten seconds at most, and serves a minute at most, so that another
 * password or another server at the address is soon seen. Thread-safe.
 */
final class RestingConnections {
  private static final int MOST_AT_A_PLACE = 4;
  private static final int ANSWER_MILLIS = 2_000;
  private static final long REST_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long LIFE_NANOS = Duration.ofMinutes(1).toNanos();

  private final Map<DatabaseAddress, Deque<Resting>> resting = new HashMap<>();

  RestingConnections() {
    Executors.newSingleThreadScheduledExecutor(RestingConnections::thread)
        .scheduleWithFixedDelay(this::closeOld, 5, 5, TimeUnit.SECONDS);
  }

  /** A connection, when it was opened, and since when nobody uses it. */
  private record Resting(Connection connection, long opened, long since) {
    boolean old(long now) {
      return now - since > REST_NANOS || now - opened > LIFE_NANOS;
    }
  }

  /** A connection that is in use. */
  record Lent(Connection connection, long opened) {}

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "database resting");
    thread.setDaemon(true);
    return thread;
  }

  /** One that rests, if its server still answers. */
  Optional<Lent> take(DatabaseAddress place) {
    for (Resting next = poll(place); next != null; next = poll(place)) {
      if (!next.old(System.nanoTime()) && reset(next.connection())) {
        return Optional.of(new Lent(next.connection(), next.opened()));
      }
      close(next.connection());
    }
    return Optional.empty();
  }

  /** Takes back what nobody uses any more; whatever its user has left open is rolled back. */
  void rest(DatabaseAddress place, Lent used) {
    long now = System.nanoTime();
    if (now - used.opened() > LIFE_NANOS || !ended(used.connection()) || !add(place, used, now)) {
      close(used.connection());
    }
  }

  private synchronized @Nullable Resting poll(DatabaseAddress place) {
    Deque<Resting> there = resting.get(place);
    return there == null ? null : there.pollFirst();
  }

  private synchronized boolean add(DatabaseAddress place, Lent used, long now) {
    Deque<Resting> there = resting.computeIfAbsent(place, unseen -> new ArrayDeque<>());
    if (there.size() >= MOST_AT_A_PLACE) {
      return false;
    }
    there.addFirst(new Resting(used.connection(), used.opened(), now));
    return true;
  }

  private static boolean ended(Connection connection) {
    try {
      if (!connection.isClosed() && !connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      return !connection.isClosed();
    } catch (SQLException e) {
      return false;
    }
  }

  /** Nothing stays of what the last user has set, prepared, locked or made for the session. */
  private static boolean reset(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      connection.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
      statement.execute("DISCARD ALL");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private synchronized void closeOld() {
    long now = System.nanoTime();
    for (Deque<Resting> there : resting.values()) {
      there.removeIf(
          each -> {
            boolean old = each.old(now);
            if (old) {
              close(each.connection());
            }
            return old;
          });
    }
    resting.values().removeIf(Deque::isEmpty);
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // It is broken already.
    }
  }
}
