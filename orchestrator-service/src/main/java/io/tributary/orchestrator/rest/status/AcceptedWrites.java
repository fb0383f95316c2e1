package io.tributary.orchestrator.rest.status;

import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.SourceObserved;
import io.tributary.orchestrator.loop.KnownMigration;
import io.tributary.orchestrator.state.Aborting;
import io.tributary.orchestrator.state.Completed;
import io.tributary.orchestrator.state.Completing;
import io.tributary.orchestrator.state.CuttingOver;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.MigrationState;
import io.tributary.orchestrator.state.Rehearsing;
import io.tributary.orchestrator.state.Switched;
import io.tributary.orchestrator.state.Undoing;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which side accepts the writes of applications now. */
@Schema(description = "Which side accepts the writes of applications now")
public record AcceptedWrites(
    @Schema(
            description =
                "sources, target; none: a change of sides is between fence and opening, or is being"
                    + " undone; unknown: the target, which keeps the state, is silent",
            examples = "sources")
        String side,
    @Schema(
            description = "The same for people",
            examples = "The sources accept writes. Nothing is fenced.")
        String sentence) {

  /** A side, with what is true then. */
  enum Side {
    SOURCES("The sources accept writes. Nothing is fenced."),
    TARGET("The target accepts writes. The sources refuse them."),
    NONE("Writes are refused until the running change of sides has ended or is undone."),
    UNKNOWN(
        "Nobody can say which side accepts writes: the target, which keeps the state, is silent.");

    private final String sentence;

    Side(String sentence) {
      this.sentence = sentence;
    }
  }

  /** As this instance knows it. */
  public static AcceptedWrites of(KnownMigration known) {
    boolean fenced =
        known.observations().sources().values().stream()
            .map(SourceObserved::fence)
            .anyMatch(fence -> fence != null);
    return of(known.record().map(MigrationRecord::state), fenced);
  }

  /** Empty while the state cannot be read. */
  static AcceptedWrites of(Optional<MigrationState> state, boolean fenced) {
    Side side = state.map(known -> side(known, fenced)).orElse(Side.UNKNOWN);
    return new AcceptedWrites(side.name().toLowerCase(Locale.ROOT), side.sentence);
  }

  /** By the state alone, but for an abort, which lifts fences that may stand. */
  static Side side(MigrationState state, boolean fenced) {
    if (state instanceof CuttingOver changing) {
      return changing(changing.step(), changing.run().direction());
    }
    if (state instanceof Rehearsing rehearsing) {
      return rehearsing.run().direction() == Direction.OUT ? Side.SOURCES : Side.TARGET;
    }
    if (state instanceof Undoing || (state instanceof Aborting && fenced)) {
      return Side.NONE;
    }
    boolean moved =
        state instanceof Switched || state instanceof Completing || state instanceof Completed;
    return moved ? Side.TARGET : Side.SOURCES;
  }

  static Side changing(Step step, Direction direction) {
    return switch (step) {
      case GATE, REHEARSE, HOLD_CLIENTS -> direction == Direction.OUT ? Side.SOURCES : Side.TARGET;
      case FENCE, DRAIN, VERIFY, OPEN, UNDO -> Side.NONE;
      case RELEASE_CLIENTS, SWITCH, DONE -> direction == Direction.OUT ? Side.TARGET : Side.SOURCES;
    };
  }
}
