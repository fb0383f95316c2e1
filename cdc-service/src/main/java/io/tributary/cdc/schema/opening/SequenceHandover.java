package io.tributary.cdc.schema.opening;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.plan.SchemaPlan;
import io.tributary.cdc.schema.state.PreparationItem;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.cdc.schema.state.SchemaFailures;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.MovingSource;
import io.tributary.database.DatabaseSession;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads the sequences of the side that is closed, and sets them at the other one in the transaction
 * that opens it. Nobody takes a number from a closed side, so they may be read before.
 *
 * @param databases opens connections
 * @param moving the source, as it moves out
 */
public record SequenceHandover(Databases databases, MovingSource moving) {

  /** From the source, to be set in the target. */
  public Consumer<DatabaseSession> out() {
    return from(moving.source().postgres().connection(), planned());
  }

  /** From the target, to be set in the source. */
  public Consumer<DatabaseSession> home() {
    return from(
        moving.target(),
        planned().stream()
            .map(move -> new SchemaPlan.SequenceMove(move.target(), move.source()))
            .toList());
  }

  private Consumer<DatabaseSession> from(
      DatabaseAddress side, List<SchemaPlan.SequenceMove> moves) {
    if (moves.isEmpty()) {
      return session -> {};
    }
    try (DatabaseSession session = databases.open(side, SchemaFailures::of)) {
      List<SourceSequences.Standing> standings = SourceSequences.read(session, moves);
      return opened -> SourceSequences.set(opened, standings);
    }
  }

  private List<SchemaPlan.SequenceMove> planned() {
    try (DatabaseSession target = databases.open(moving.target(), SchemaFailures::of)) {
      return new PreparationJournal(target, moving.stream())
          .read(PreparationItem.PLAN, SchemaPlan.class)
          .map(SchemaPlan::sequences)
          .orElse(List.of());
    }
  }
}
