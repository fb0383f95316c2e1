package io.tributary.orchestrator.loop;

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
 * A test hook: ends the process like a crash at one transition of one migration's cutover.
 *
 * @param migration whose cutover
 * @param step the step that is entered: FENCE, DRAIN, VERIFY, OPEN, SWITCH, DONE or UNDO
 * @param moment where in the transition
 */
public record CrashPoint(String migration, String step, Moment moment) {
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

  /** Reads {@code MIGRATION:STEP:moment}. */
  public static CrashPoint parse(String text) {
    String[] parts = text.split(":", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "tributary.test.halt-at is MIGRATION:STEP:moment, not " + text);
    }
    return new CrashPoint(
        parts[0],
        parts[1].toUpperCase(Locale.ROOT),
        Moment.valueOf(parts[2].toUpperCase(Locale.ROOT)));
  }

  /** Does not return when this is one of the points. */
  static void pass(
      List<CrashPoint> armed, MigrationRecord before, MigrationRecord after, Moment moment) {
    String entered = step(after.state());
    CrashPoint here = new CrashPoint(after.plan().name(), entered, moment);
    if (armed.contains(here) && !entered.equals(step(before.state()))) {
      LOG.warnf("test hook: halting at %s:%s", entered, moment);
      Runtime.getRuntime().halt(EXIT_STATUS);
    }
  }

  private static String step(MigrationState state) {
    boolean inCutover =
        state instanceof CuttingOver
            || state instanceof Undoing
            || state instanceof Switched
            || state instanceof Replicating;
    return inCutover ? state.lastCutover().map(run -> run.current().step().name()).orElse("") : "";
  }
}
