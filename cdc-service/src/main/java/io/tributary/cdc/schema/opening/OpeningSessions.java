package io.tributary.cdc.schema.opening;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.state.SchemaSession;
import io.tributary.common.model.TableName;
import io.tributary.database.KeptSessions;
import java.util.List;

/**
 * Connections of an opening: to the target, and to the source where it has sequences. They may be
 * opened at a rehearsal and used a moment later. Not thread-safe.
 */
public final class OpeningSessions implements KeptSessions.Session {
  private final Databases databases;
  private final SchemaLayout layout;
  private final SchemaSession target;
  private SchemaSession source;
  private VacuumGuard guard;

  public OpeningSessions(Databases databases, SchemaLayout layout) {
    this.databases = databases;
    this.layout = layout;
    this.target = new SchemaSession(databases, layout.migration().target().connection());
  }

  public SchemaSession target() {
    return target;
  }

  /** The source, connected at the first call. */
  SchemaSession source() {
    if (source == null) {
      source = new SchemaSession(databases, layout.source().postgres().connection());
    }
    return source;
  }

  /** Keeps vacuums away from the target's tables until {@link #endGuard}. */
  public void guard(List<TableName> tables) {
    guard =
        VacuumGuard.over(
            new SchemaSession(databases, layout.migration().target().connection()), tables);
  }

  /** Gives the tables back just before they are opened, if they are guarded. */
  public void endGuard() {
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
    try (SchemaSession first = target;
        SchemaSession second = source;
        VacuumGuard third = guard) {
      // both are closed whichever fails
    }
  }
}
