package io.tributary.orchestrator.cutover;

import io.tributary.common.error.ErrorReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One switch action of a cutover.
 *
 * @param action its name, without secrets
 * @param outcome how far it is
 * @param startedAt when its last try began
 * @param endedAt when that ended, null while it runs
 * @param tries how often it was tried
 * @param error why the last try failed, or that it takes too long; null otherwise
 * @param output the end of what the last try printed, secrets masked
 */
public record SwitchedAction(
    String action,
    Outcome outcome,
    Instant startedAt,
    @Nullable Instant endedAt,
    int tries,
    @Nullable ErrorReport error,
    String output) {

  /** How far an action may be. */
  public enum Outcome {
    /** It runs. */
    RUNNING,
    /** It runs longer than it should. */
    OVERDUE,
    /** It is tried again. */
    FAILED,
    /** It did its work. */
    SUCCEEDED,
    /** The operator did its work by hand. */
    CONFIRMED,
    /** The operator does without it. */
    SKIPPED
  }

  static SwitchedAction running(String action, int tries, Instant now) {
    return new SwitchedAction(action, Outcome.RUNNING, now, null, tries, null, "");
  }

  SwitchedAction overdue(@Nullable ErrorReport why, String printed) {
    return new SwitchedAction(action, Outcome.OVERDUE, startedAt, null, tries, why, printed);
  }

  SwitchedAction failed(@Nullable ErrorReport why, String printed, Instant now) {
    return new SwitchedAction(action, Outcome.FAILED, startedAt, now, tries, why, printed);
  }

  /** What it printed stays when the operator ends it. */
  SwitchedAction ended(Outcome how, @Nullable String printed, Instant now) {
    String kept = printed == null ? output : printed;
    return new SwitchedAction(action, how, startedAt, now, tries, null, kept);
  }
}
