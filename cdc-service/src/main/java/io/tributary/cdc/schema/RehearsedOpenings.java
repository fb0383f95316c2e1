package io.tributary.cdc.schema;

import io.tributary.cdc.database.Databases;
import io.tributary.common.model.StreamId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Connections that a rehearsal opened and that wait for the opening. Thread-safe. */
final class RehearsedOpenings {
  private final Databases databases;
  private final Map<StreamId, OpeningSessions> kept = new ConcurrentHashMap<>();

  RehearsedOpenings(Databases databases) {
    this.databases = databases;
  }

  /** New connections that stay until they are taken or closed. */
  OpeningSessions keep(Layout layout) {
    close(stream(layout));
    OpeningSessions sessions = new OpeningSessions(databases, layout);
    kept.put(stream(layout), sessions);
    return sessions;
  }

  /** The kept connections if they still answer, new ones otherwise; the caller closes them. */
  OpeningSessions take(Layout layout) {
    OpeningSessions sessions = kept.remove(stream(layout));
    if (sessions != null && sessions.alive()) {
      return sessions;
    }
    if (sessions != null) {
      sessions.close();
    }
    return new OpeningSessions(databases, layout);
  }

  /** Lets go of the connections of a stream, if there are any. */
  void close(StreamId stream) {
    OpeningSessions sessions = kept.remove(stream);
    if (sessions != null) {
      sessions.close();
    }
  }

  private static StreamId stream(Layout layout) {
    return new StreamId(layout.migration().name(), layout.source().name());
  }
}
