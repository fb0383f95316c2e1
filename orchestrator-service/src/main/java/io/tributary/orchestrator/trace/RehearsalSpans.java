package io.tributary.orchestrator.trace;

import io.tributary.common.desired.RehearsalStage;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.orchestrator.state.MigrationState;
import io.tributary.orchestrator.state.Rehearsing;
import io.tributary.tracing.SpanPlace;
import io.tributary.tracing.TracedSpan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The spans of a rehearsal that ended with a transition: of its stage, and of the whole. Pure.
 *
 * @param migration its name
 */
record RehearsalSpans(String migration) {

  /** The stage that is over; none while it goes on. */
  List<TracedSpan> between(Rehearsing before, MigrationState after) {
    if (after instanceof Rehearsing now && now.stage() == before.stage()) {
      return List.of();
    }
    CutoverRehearsal measured = before.measured();
    Instant start = measured == null ? before.since() : measured.endedAt();
    String id = before.run().id();
    Optional<CutoverRehearsal> known =
        after instanceof Rehearsing now ? known(now) : ended(after, id);
    TracedSpan stage =
        RunSpan.of(
                place(id, before.stage()),
                name(before.stage()),
                start,
                known.map(CutoverRehearsal::endedAt).orElse(after.since()),
                migration,
                before.run().direction())
            .failed(known.map(CutoverRehearsal::error).orElse(null));
    Stream<TracedSpan> aborted =
        after instanceof Rehearsing || known.isPresent()
            ? Stream.of()
            : Stream.of(aborted(before, after.since()));
    return Stream.concat(Stream.of(stage), aborted).toList();
  }

  /** A rehearsal that is over. */
  TracedSpan whole(CutoverRehearsal rehearsal) {
    ErrorReport error = rehearsal.error();
    return RunSpan.of(
            SpanPlace.whole(rehearsal.rehearsalId()),
            "rehearsal",
            rehearsal.startedAt(),
            rehearsal.endedAt(),
            migration,
            rehearsal.direction())
        .with("tributary.outcome", error == null ? "DONE" : "FAILED")
        .failed(error);
  }

  private TracedSpan aborted(Rehearsing given, Instant at) {
    return RunSpan.of(
            SpanPlace.whole(given.run().id()),
            "rehearsal",
            given.run().startedAt(),
            at,
            migration,
            given.run().direction())
        .with("tributary.outcome", "ABORTED");
  }

  private static Optional<CutoverRehearsal> known(Rehearsing now) {
    @Nullable CutoverRehearsal measured = now.measured();
    return Optional.ofNullable(measured);
  }

  private static Optional<CutoverRehearsal> ended(MigrationState after, String id) {
    return after.lastRehearsal().filter(rehearsal -> rehearsal.rehearsalId().equals(id));
  }

  /** The first stage is the step REHEARSE of a cutover, below which the others tell theirs. */
  private static SpanPlace place(String id, RehearsalStage stage) {
    return SpanPlace.whole(id).below(name(stage));
  }

  private static String name(RehearsalStage stage) {
    return switch (stage) {
      case STEPS -> Step.REHEARSE.name();
      case QUERIES, BACKUP -> stage.name();
    };
  }
}
