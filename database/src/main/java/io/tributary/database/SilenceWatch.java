package io.tributary.database;

import io.tributary.common.model.DatabaseAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Breaks off statements of a server that answers nobody any more. A statement may take hours, and a
 * network that drops packets without a word looks like one that does; so while a session waits, a
 * login of its own is tried at the same address, and when {@link SilencePatience#LOGINS} in a row
 * are not answered the sessions that wait there are broken off, within 25 s. Thread-safe.
 */
final class SilenceWatch {
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(8);
  private static final long EVERY_MILLIS = 1_000;
  private static final ExecutorService LOGINS = Executors.newCachedThreadPool(SilenceWatch::thread);
  private static final SilenceWatch SHARED = new SilenceWatch();

  /** Each open session, with a login at its address; a session that nobody holds is forgotten. */
  private final Map<DatabaseSession, BooleanSupplier> sessions =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final Map<DatabaseAddress, Asked> asked = new ConcurrentHashMap<>();

  private SilenceWatch() {
    Executors.newSingleThreadScheduledExecutor(SilenceWatch::thread)
        .scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** What became of the latest logins at one address. */
  private record Asked(boolean underWay, int silent, long at) {
    boolean due() {
      return !underWay && (silent > 0 || System.nanoTime() - at > REST_NANOS);
    }
  }

  /**
   * Looks after a session until {@link #forget}.
   *
   * @param login whether the server answers a login; takes some seconds at most
   */
  static void over(DatabaseSession session, BooleanSupplier login) {
    SHARED.sessions.put(session, login);
  }

  static void forget(DatabaseSession session) {
    SHARED.sessions.remove(session);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "database silence");
    thread.setDaemon(true);
    return thread;
  }

  private List<DatabaseSession> waiting() {
    synchronized (sessions) {
      return sessions.keySet().stream()
          .filter(session -> session.waitsLongerThan(SilencePatience.STATEMENT.toNanos()))
          .toList();
    }
  }

  private void look() {
    List<DatabaseSession> waiting = waiting();
    asked
        .entrySet()
        .removeIf(
            each ->
                !each.getValue().underWay()
                    && waiting.stream().noneMatch(at -> at.place().equals(each.getKey())));
    for (DatabaseSession session : waiting) {
      Asked last = asked.get(session.place());
      BooleanSupplier login = sessions.get(session);
      if (login != null && (last == null || last.due())) {
        int silent = last == null ? 0 : last.silent();
        asked.put(session.place(), new Asked(true, silent, System.nanoTime()));
        LOGINS.execute(() -> ask(session.place(), login, silent));
      }
    }
  }

  private void ask(DatabaseAddress place, BooleanSupplier login, int silentBefore) {
    int silent = login.getAsBoolean() ? 0 : silentBefore + 1;
    if (silent >= SilencePatience.LOGINS) {
      waiting().stream()
          .filter(session -> session.place().equals(place))
          .forEach(DatabaseSession::abort);
    }
    asked.put(place, new Asked(false, silent, System.nanoTime()));
  }
}
