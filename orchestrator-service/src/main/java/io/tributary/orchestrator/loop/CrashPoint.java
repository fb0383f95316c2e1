package io.tributary.orchestrator.loop;

import io.tributary.common.model.Direction;
import io.tributary.orchestrator.state.CuttingOver;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.MigrationState;
import io.tributary.orchestrator.state.Replicating;
import io.tributary.orchestrator.state.Switched;
import io.tributary.orchestrator.state.Undoing;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;

/**
 * A test hook: ends the process like a crash at one transition of one migration's cutover or
 * rollback.
 *
 * @param migration whose sides change
 * @param direction OUT for a cutover, BACK for a rollback
 * @param step the step that is entered: FENCE, DRAIN, VERIFY, OPEN, SWITCH, DONE or UNDO
 * @param moment where in the transition
 */
public record CrashPoint(String migration, Direction direction, String step, Moment moment) {
  private static final Logger LOG = Logger.getLogger(CrashPoint.class);
  private static final int EXIT_STATUS = 137;

  /** A point in a transition. */
  public enum Moment {
    /** Decided, nothing done. */
    BEFORE,
    /** Stored, not published. */
    STORED,
    /** Stored and published. */
    AFTER
  }

  /** Reads {@code MIGRATION:DIRECTION:STEP:moment}. */
  public static CrashPoint parse(String text) {
    String[] parts = text.split(":", 4);
    if (parts.length != 4) {
      throw new IllegalArgumentException(
          "tributary.test.halt-at is MIGRATION:DIRECTION:STEP:moment, not " + text);
    }
    return new CrashPoint(
        parts[0],
        Direction.valueOf(parts[1].toUpperCase(Locale.ROOT)),
        parts[2].toUpperCase(Locale.ROOT),
        Moment.valueOf(parts[3].toUpperCase(Locale.ROOT)));
  }

  /** Does not return when this is one of the points. */
  static void pass(
      List<CrashPoint> armed, MigrationRecord before, MigrationRecord after, Moment moment) {
    armed.stream()
        .filter(point -> point.moment == moment && point.migration.equals(after.plan().name()))
        .filter(point -> point.entered(after.state()) && !point.entered(before.state()))
        .findFirst()
        .ifPresent(CrashPoint::halt);
  }

  private void halt() {
    LOG.warnf("test hook: halting at %s", this);
    Runtime.getRuntime().halt(EXIT_STATUS);
  }

  private boolean entered(MigrationState state) {
    boolean changesSides =
        state instanceof CuttingOver
            || state instanceof Undoing
            || state instanceof Switched
            || state instanceof Replicating;
    return changesSides
        && state
            .lastCutover()
            .filter(run -> run.direction() == direction)
            .filter(run -> run.current().step().name().equals(step))
            .isPresent();
  }
}
