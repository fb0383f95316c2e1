package io.tributary.cdc.schema.opening;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.plan.SchemaLayout;
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
 * that opens it. Nobody takes a number from a closed side, so they may be read before. Which
 * sequences these are is asked of both catalogs each time, since either application may make, drop
 * and rename some.
 *
 * @param databases opens connections
 * @param moving the source, as it moves out
 */
public record SequenceHandover(Databases databases, MovingSource moving) {

  /**
   * From the source, to be set in the target. Writers wait, so the only connection that is opened
   * for it is the one to the closed side; the other catalog is read by who opens that side.
   */
  public Consumer<DatabaseSession> out() {
    try (DatabaseSession source = open(moving.source().postgres().connection())) {
      ClosedSequences closed = ClosedSequences.read(source, layout().origins());
      return target ->
          closed.set(target, pairs(planned(target), closed.catalog(), atTarget(target)).pairs());
    }
  }

  /** From the target, to be set in the source. */
  public Consumer<DatabaseSession> home() {
    try (DatabaseSession target = open(moving.target())) {
      List<SchemaPlan.SequenceMove> planned = planned(target);
      ClosedSequences closed = ClosedSequences.read(target, layout().destinations());
      return source ->
          closed.set(source, pairs(planned, atSource(source), closed.catalog()).reversed().pairs());
    }
  }

  /**
   * Refuses, while applications go on, what {@link #out} would leave out or could not set.
   *
   * @throws io.tributary.common.error.TributaryException {@link
   *     io.tributary.cdc.schema.state.SchemaError#SEQUENCE}
   */
  public void requireOut() {
    try (DatabaseSession source = open(moving.source().postgres().connection());
        DatabaseSession target = open(moving.target())) {
      new SequenceCheck(moving, source(source), target(target)).require(pairs(source, target));
    }
  }

  /** The same for {@link #home}. */
  public void requireHome() {
    try (DatabaseSession source = open(moving.source().postgres().connection());
        DatabaseSession target = open(moving.target())) {
      new SequenceCheck(moving, target(target), source(source))
          .require(pairs(source, target).reversed());
    }
  }

  private SequencePairs pairs(DatabaseSession source, DatabaseSession target) {
    return pairs(planned(target), atSource(source), atTarget(target));
  }

  private SequencePairs pairs(
      List<SchemaPlan.SequenceMove> planned,
      List<CatalogSequence> source,
      List<CatalogSequence> target) {
    return SequencePairs.of(layout(), planned, source, target);
  }

  private List<CatalogSequence> atSource(DatabaseSession source) {
    return CatalogSequence.in(source, layout().origins());
  }

  private List<CatalogSequence> atTarget(DatabaseSession target) {
    return CatalogSequence.in(target, layout().destinations());
  }

  private SchemaLayout layout() {
    return new SchemaLayout(moving);
  }

  private static SequenceCheck.Side source(DatabaseSession session) {
    return new SequenceCheck.Side("the source", session);
  }

  private static SequenceCheck.Side target(DatabaseSession session) {
    return new SequenceCheck.Side("the target", session);
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
