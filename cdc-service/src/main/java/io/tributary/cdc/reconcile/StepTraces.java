package io.tributary.cdc.reconcile;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.FenceObserved;
import io.tributary.tracing.CutoverTraces;
import io.tributary.tracing.SpanPlace;
import io.tributary.tracing.TracedSpan;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is done to one stream for a change of sides, each as a part of the step of the cutover
 * that asks for it. Where nobody is told, it only does what it is given.
 *
 * @param stream the stream
 * @param traces takes the spans
 * @param clock times them
 */
record StepTraces(StreamId stream, CutoverTraces traces, Clock clock) {

  /** Does a step; each try of a step of a cutover is a span, also one that fails. */
  SourceFacts of(SourceStep step, DesiredState desired, Supplier<SourceFacts> work) {
    Optional<CutoverWork> asked = traces.told() ? CutoverWork.of(step, desired) : Optional.empty();
    if (asked.isEmpty()) {
      return work.get();
    }
    Instant start = clock.instant();
    try {
      SourceFacts learned = work.get();
      tell(asked.get(), start, null);
      return learned;
    } catch (TributaryException e) {
      tell(asked.get(), start, e.report());
      throw e;
    }
  }

  /** The stream has come to the fence: from its commit, everything before it was applied. */
  void drained(DesiredState desired, SourceFacts before, SourceFacts after) {
    String cutover = desired.cutoverId();
    if (traces.told()
        && cutover != null
        && desired.goal() == MigrationGoal.FENCE
        && after.drainedTo(cutover)
        && !before.drainedTo(cutover)) {
      Instant fenced = after.fence().map(FenceObserved::fencedAt).orElseGet(clock::instant);
      tell(new CutoverWork(cutover, Step.DRAIN, "drain"), fenced, null);
    }
  }

  private void tell(CutoverWork work, Instant start, @Nullable ErrorReport error) {
    SpanPlace place =
        SpanPlace.step(work.cutoverId(), work.step())
            .below(work.name() + " " + stream.source() + " " + start);
    traces.tell(
        TracedSpan.of(place, work.name(), start, clock.instant(), stream.migration())
            .ofSource(stream.source())
            .failed(error));
  }

  /** What is done for a step of a cutover. */
  private record CutoverWork(String cutoverId, Step step, String name) {

    /** Empty for steps that belong to no cutover. */
    static Optional<CutoverWork> of(SourceStep step, DesiredState desired) {
      String cutover = desired.cutoverId();
      return cutover == null ? Optional.empty() : of(step, desired.goal(), cutover);
    }

    private static Optional<CutoverWork> of(SourceStep step, MigrationGoal goal, String cutover) {
      return switch (step) {
        case REHEARSE -> Optional.of(new CutoverWork(cutover, Step.REHEARSE, "rehearse"));
        case RAISE_FENCE -> Optional.of(new CutoverWork(cutover, Step.FENCE, "raise fence"));
        case CHECK_DRAINED -> Optional.of(new CutoverWork(cutover, Step.DRAIN, "check drained"));
        case OPEN -> Optional.of(new CutoverWork(cutover, Step.OPEN, "open"));
        case LIFT_FENCE ->
            goal == MigrationGoal.ABORT
                ? Optional.empty()
                : Optional.of(new CutoverWork(cutover, Step.UNDO, "lift fence"));
        case INSPECT,
            INSPECT_TARGET,
            PREPARE,
            CAPTURE,
            START_APPLY,
            STOP_APPLY,
            END_REHEARSAL,
            REMOVE_GATE,
            RETIRE,
            ABANDON,
            SURRENDER,
            CLEAN_TARGET,
            BEGIN_ANEW,
            NONE ->
            Optional.empty();
      };
    }
  }
}
