package io.tributary.cdc.schema;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.database.KeptSessions;
import io.tributary.common.model.TableName;
import java.util.List;

/**
 * The connections that an opening needs: to the target, and to the source where it has sequences.
 * They may be opened at a rehearsal and used a moment later. Not thread-safe.
 */
final class OpeningSessions implements KeptSessions.Session {
  private final Databases databases;
  private final Layout layout;
  private final Session target;
  private Session source;
  private VacuumGuard guard;

  OpeningSessions(Databases databases, Layout layout) {
    this.databases = databases;
    this.layout = layout;
    this.target = new Session(databases, layout.migration().target().connection());
  }

  Session target() {
    return target;
  }

  /** The source, connected at the first call. */
  Session source() {
    if (source == null) {
      source = new Session(databases, layout.source().connection());
    }
    return source;
  }

  /** Keeps vacuums away from the target's tables until {@link #endGuard}. */
  void guard(List<TableName> tables) {
    guard =
        VacuumGuard.over(new Session(databases, layout.migration().target().connection()), tables);
  }

  /** Gives the tables back just before they are opened, if they are guarded. */
  void endGuard() {
    if (guard != null) {
      guard.close();
      guard = null;
    }
  }

  @Override
  public boolean alive() {
    return target.alive() && (source == null || source.alive());
  }

  @Override
  public void close() {
    try (Session first = target;
        Session second = source;
        VacuumGuard third = guard) {
      // both are closed whichever fails
    }
  }
}
