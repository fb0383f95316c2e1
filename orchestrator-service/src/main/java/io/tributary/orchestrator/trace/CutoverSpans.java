package io.tributary.orchestrator.trace;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverStep.Outcome;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.model.Direction;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.CutoverStepTime;
import io.tributary.tracing.SpanPlace;
import io.tributary.tracing.TracedSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one cutover or rollback as far as it has come: each step that has ended, and the
 * whole once it is over. They follow from what is stored, so that a process that takes over tells
 * the same ones. Pure.
 *
 * @param migration its name
 * @param run the cutover
 * @param abortedAt when it was given up by an order to abort; null where it was not
 */
record CutoverSpans(String migration, CutoverRun run, @Nullable Instant abortedAt) {

  /** In the order of their ends. */
  List<TracedSpan> all() {
    List<TracedSpan> spans = new ArrayList<>();
    for (CutoverStepTime step : run.steps()) {
      Instant end = step.endedAt() == null ? abortedAt : step.endedAt();
      if (step.step() != Step.DONE && end != null) {
        spans.add(step(step, end));
      }
    }
    whole().ifPresent(spans::add);
    return spans;
  }

  private TracedSpan step(CutoverStepTime step, Instant end) {
    boolean failed = step.outcome() == Outcome.FAILED;
    return RunSpan.of(
            SpanPlace.step(run.id(), step.step()),
            step.step().name(),
            step.startedAt(),
            end,
            migration,
            run.direction())
        .with("tributary.outcome", step.endedAt() == null ? "ABORTED" : step.outcome().name())
        .failed(failed ? run.error() : null);
  }

  private Optional<TracedSpan> whole() {
    CutoverStepTime last = run.current();
    if (last.step() == Step.DONE) {
      return Optional.of(whole(last.endedAt(), "DONE", null));
    }
    if (last.step() == Step.UNDO && last.endedAt() != null) {
      return Optional.of(whole(last.endedAt(), "UNDONE", run.error()));
    }
    return Optional.ofNullable(abortedAt).map(at -> whole(at, "ABORTED", run.error()));
  }

  private TracedSpan whole(@Nullable Instant end, String outcome, @Nullable ErrorReport error) {
    TracedSpan span =
        RunSpan.of(
                SpanPlace.whole(run.id()),
                run.direction() == Direction.OUT ? "cutover" : "rollback",
                run.startedAt(),
                end == null ? run.startedAt() : end,
                migration,
                run.direction())
            .with("tributary.outcome", outcome)
            .failed(error);
    return run.pauseMillis().isPresent()
        ? span.with("tributary.pause.millis", run.pauseMillis().getAsLong())
        : span;
  }
}
