package io.tributary.cdc.schema.opening;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.plan.SchemaPlan.SequenceMove;
import io.tributary.cdc.schema.state.SchemaFailures;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.database.DatabaseSession;
import io.tributary.database.KeptSessions;
import io.tributary.database.OlderSessions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Connections of an opening: to the target, and to the source where it has sequences. They may be
 * opened at a rehearsal and used a moment later. Not thread-safe.
 */
public final class OpeningSessions implements KeptSessions.Session {
  private final Databases databases;
  private final SchemaLayout layout;
  private final DatabaseSession target;
  private @Nullable DatabaseSession source;
  private @Nullable VacuumGuard guard;

  public OpeningSessions(Databases databases, SchemaLayout layout) {
    this.databases = databases;
    this.layout = layout;
    this.target =
        databases.openForLong(layout.migration().target().connection(), SchemaFailures::of);
    target.succeed("open", layout.stream().toString());
  }

  public DatabaseSession target() {
    return target;
  }

  /** The source, connected at the first call. */
  DatabaseSession source() {
    if (source == null) {
      source = databases.openForLong(layout.source().postgres().connection(), SchemaFailures::of);
    }
    return source;
  }

  /** What the sequences are at both sides now; empty for a source that has no catalog. */
  Optional<SequencePairs> sequences(List<SequenceMove> planned) {
    return layout.source().kind() != SourceKind.POSTGRESQL
        ? Optional.empty()
        : Optional.of(
            SequencePairs.of(
                layout,
                planned,
                CatalogSequence.in(source(), layout.origins()),
                CatalogSequence.in(target, layout.destinations())));
  }

  /** Refuses what the opening could not set; what the source dropped is left out by it. */
  void requireSequences(List<SequenceMove> planned) {
    sequences(planned)
        .ifPresent(
            found ->
                new SequenceCheck(
                        layout.moving(),
                        new SequenceCheck.Side("the source", source()),
                        new SequenceCheck.Side("the target", target))
                    .require(new SequencePairs(found.pairs(), found.from(), List.of())));
  }

  /** Keeps vacuums away from the target's tables until {@link #endGuard}. */
  public void guard(List<TableName> tables) {
    DatabaseSession session =
        databases.openForLong(layout.migration().target().connection(), SchemaFailures::of);
    session.run(OlderSessions.naming("open", layout.stream().toString()));
    guard = VacuumGuard.over(session, tables);
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
    try (DatabaseSession first = target;
        DatabaseSession second = source;
        VacuumGuard third = guard) {
      // both are closed whichever fails
    }
  }
}
