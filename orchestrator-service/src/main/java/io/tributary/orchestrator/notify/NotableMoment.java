package io.tributary.orchestrator.notify;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.event.CutoverStep.Outcome;
import io.tributary.common.event.Notification;
import io.tributary.common.event.Notification.Occasion;
import io.tributary.common.model.Direction;
import io.tributary.common.plan.notify.NotificationKind;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.CutoverStepTime;
import io.tributary.orchestrator.state.MigrationState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something of a moment that somebody should know: a step of a change of sides, the end of a
 * rehearsal.
 *
 * @param id the same whenever it is told, by whichever instance
 * @param kind what it is about
 * @param at when it was
 * @param error why something failed; null where nothing did
 * @param message what happened
 */
record NotableMoment(
    String id, NotificationKind kind, Instant at, @Nullable ErrorReport error, String message) {

  /** What a state remembers of the last change of sides, or of the last rehearsal. */
  static List<NotableMoment> of(MigrationState state) {
    List<NotableMoment> moments = new ArrayList<>();
    state.lastCutover().ifPresent(run -> change(run, moments));
    state
        .lastRehearsal()
        .filter(last -> last.endedAt() != null)
        .ifPresent(last -> moments.add(rehearsed(last)));
    return moments;
  }

  private static void change(CutoverRun run, List<NotableMoment> moments) {
    boolean out = run.direction() == Direction.OUT;
    String name = out ? "Cutover " : "Rollback ";
    moments.add(moment(run, "begun", run.startedAt(), null, name + run.id() + " has begun."));
    for (CutoverStepTime step : run.steps()) {
      Instant ended = step.endedAt();
      if (ended != null) {
        step(run, step, ended).ifPresent(moments::add);
      }
    }
  }

  private static Optional<NotableMoment> step(CutoverRun run, CutoverStepTime step, Instant ended) {
    boolean out = run.direction() == Direction.OUT;
    String name = (out ? "cutover " : "rollback ") + run.id();
    String opened = out ? "The target accepts writes" : "The sources accept writes";
    String before = out ? "The sources accept" : "The target accepts";
    return switch (step.step()) {
      case GATE, REHEARSE, HOLD_CLIENTS, FENCE, DRAIN, VERIFY, RELEASE_CLIENTS, SWITCH ->
          Optional.empty();
      case OPEN ->
          step.outcome() == Outcome.SUCCEEDED
              ? Optional.of(
                  moment(run, "opened", ended, null, "%s, by %s.".formatted(opened, name)))
              : Optional.empty();
      case DONE ->
          Optional.of(
              moment(run, "done", ended, null, "%s, and %s is done.".formatted(opened, name)));
      case UNDO ->
          Optional.of(
              moment(
                  run,
                  "undone",
                  ended,
                  run.error(),
                  "%s writes again, and %s is undone.%s"
                      .formatted(before, name, why(run.error()))));
    };
  }

  private static String why(@Nullable ErrorReport error) {
    return error == null ? "" : " " + StandingFact.said(error);
  }

  private static NotableMoment moment(
      CutoverRun run, String what, Instant at, @Nullable ErrorReport error, String message) {
    return new NotableMoment(run.id() + "/" + what, NotificationKind.CUTOVER, at, error, message);
  }

  private static NotableMoment rehearsed(CutoverRehearsal last) {
    ErrorReport error = last.error();
    String found =
        error != null
            ? "failed. " + StandingFact.said(error)
            : last.predicted() == null
                ? "has ended."
                : "predicts a pause of %d ms, at worst %d ms."
                    .formatted(last.predicted().p50Millis(), last.predicted().worstMillis());
    return new NotableMoment(
        last.rehearsalId() + "/ended",
        NotificationKind.REHEARSAL,
        last.endedAt(),
        error,
        "Rehearsal %s %s".formatted(last.rehearsalId(), found));
  }

  Notification told(String migration) {
    return new Notification(
        migration,
        kind,
        Occasion.HAPPENED,
        null,
        error == null ? null : error.code(),
        message,
        "./tributary status " + migration);
  }
}
