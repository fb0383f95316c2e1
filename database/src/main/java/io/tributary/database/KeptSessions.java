package io.tributary.database;

import io.tributary.common.model.StreamId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the connections that a rehearsal opened until the cutover takes them, one set per stream.
 * Thread-safe.
 *
 * @param <S> what is kept; it is closed by whoever takes it, and here when nobody does
 */
public final class KeptSessions<S extends KeptSessions.Session> implements AutoCloseable {

  /** One or more connections. */
  public interface Session extends AutoCloseable {

    /** Whether its servers still answer. */
    boolean alive();

    @Override
    void close();
  }

  private final Map<StreamId, S> kept = new ConcurrentHashMap<>();

  /** Keeps what was opened for a stream, and closes what was kept before. */
  public S keep(StreamId stream, S session) {
    close(kept.put(stream, session));
    return session;
  }

  /** Hands out what is kept for a stream, if it still answers. */
  public Optional<S> take(StreamId stream) {
    S session = kept.remove(stream);
    if (session != null && !session.alive()) {
      session.close();
      return Optional.empty();
    }
    return Optional.ofNullable(session);
  }

  /** Closes what is kept for a stream, if anything. */
  public void drop(StreamId stream) {
    close(kept.remove(stream));
  }

  @Override
  public void close() {
    List.copyOf(kept.keySet()).forEach(this::drop);
  }

  private static void close(Session session) {
    if (session != null) {
      session.close();
    }
  }
}
