package io.tributary.exploration;

import io.tributary.cdc.reconcile.BrokenInvariant;
import io.tributary.cdc.reconcile.ModelledSource;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.SourceObserved;
import io.tributary.orchestrator.state.Aborted;
import io.tributary.orchestrator.state.Aborting;
import io.tributary.orchestrator.state.Completed;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.RehearsableState;
import io.tributary.orchestrator.state.Rehearsing;
import io.tributary.orchestrator.state.Replicating;
import io.tributary.orchestrator.state.Switched;
import io.tributary.orchestrator.state.UndoableCutover;
import org.jspecify.annotations.Nullable;

/** What has to hold of all sources together, and beside what is stored. */
final class WholeChecks {
  private WholeChecks() {}

  /** No application writes to a target while another one still writes to a source. */
  static void sides(ModelledSource one, ModelledSource other) {
    boolean mixed =
        (one.home().writable() && other.target().writable())
            || (other.home().writable() && one.target().writable());
    if (mixed) {
      throw new BrokenInvariant("one source is open, and the target of another one");
    }
  }

  /** No step of an earlier cutover opens or closes anything in a later one. */
  static void current(long ordered, long stored) {
    if (StoredRecords.run(ordered) != StoredRecords.run(stored)) {
      throw new BrokenInvariant(
          "a side changed by order %d, beside generation %d".formatted(ordered, stored));
    }
  }

  /** A rehearsal comes back to where it was ordered, or is given up with the migration. */
  static void rehearsal(MigrationRecord before, MigrationRecord next) {
    boolean back = next.state() instanceof RehearsableState || next.state() instanceof Aborting;
    if (before.state() instanceof Rehearsing && !back) {
      throw new BrokenInvariant("a rehearsal has led to " + next.state().label());
    }
  }

  /** Nothing begins by what was found of a source before the last order to begin it anew. */
  static void gate(MigrationRecord next, ModelledSource source) {
    boolean begins = next.state() instanceof UndoableCutover || next.state() instanceof Rehearsing;
    long order = source.start().named() ? next.restarts().getOrDefault(ExploredPlan.FIRST, 0L) : 0;
    if (begins && !source.start().complete(order)) {
      throw new BrokenInvariant(
          next.state().label() + " begins beside a source that has not begun anew: " + source);
    }
  }

  /** The migration is where it can stay and go on from, and one side is open: the right one. */
  static boolean rests(MigrationRecord record, ModelledSource source) {
    boolean home = record.state() instanceof Replicating || record.state() instanceof Aborted;
    boolean target = record.state() instanceof Switched || record.state() instanceof Completed;
    boolean open = home ? source.home().writable() : target && source.target().writable();
    return open
        && achieved(record, source.stream(Direction.OUT).report())
        && achieved(record, source.stream(Direction.BACK).report());
  }

  /** A stream that is lost for good stays so, and is told of. */
  private static boolean achieved(MigrationRecord record, @Nullable SourceObserved report) {
    return report != null
        && report.generation() == record.generation()
        && (report.achieved() || report.error() != null);
  }
}
