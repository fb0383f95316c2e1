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
    List<SchemaPlan.SequenceMove> moves;
    try (DatabaseSession target = open(moving.target())) {
      moves = planned(target);
    }
    if (moves.isEmpty()) {
      return opened -> {};
    }
    try (DatabaseSession source = open(moving.source().postgres().connection())) {
      return from(source, moves);
    }
  }

  /** From the target, to be set in the source. */
  public Consumer<DatabaseSession> home() {
    try (DatabaseSession target = open(moving.target())) {
      return from(
          target,
          planned(target).stream()
              .map(move -> new SchemaPlan.SequenceMove(move.target(), move.source()))
              .toList());
    }
  }

  private static Consumer<DatabaseSession> from(
      DatabaseSession side, List<SchemaPlan.SequenceMove> moves) {
    if (moves.isEmpty()) {
      return opened -> {};
    }
    List<SourceSequences.Standing> standings = SourceSequences.read(side, moves);
    return opened -> SourceSequences.set(opened, standings);
  }

  private DatabaseSession open(DatabaseAddress side) {
    return databases.open(side, SchemaFailures::of);
  }

  private List<SchemaPlan.SequenceMove> planned(DatabaseSession target) {
    return new PreparationJournal(target, moving.stream())
        .read(PreparationItem.PLAN, SchemaPlan.class)
        .map(SchemaPlan::sequences)
        .orElse(List.of());
  }
}
