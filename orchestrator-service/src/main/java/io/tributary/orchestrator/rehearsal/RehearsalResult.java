package io.tributary.orchestrator.rehearsal;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.event.PausePrediction;
import io.tributary.common.event.RehearsedStream;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.StreamLag;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.observed.MigrationObservations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes the result of a rehearsal out of what the services have reported in it. Pure.
 *
 * @param plan the migration
 * @param run the cutover as far as it was rehearsed
 * @param generation the goal that the reports have to answer
 * @param earlierPause how long the last cutover of the same direction took; empty before it
 */
public record RehearsalResult(
    Migration plan, CutoverRun run, long generation, OptionalLong earlierPause) {

  /**
   * The result of one that has come to its end, with the pause it lets expect.
   *
   * @param roundTrip how long an order without work and its answer are under way, in milliseconds
   */
  public CutoverRehearsal succeeded(MigrationObservations seen, Instant now, long roundTrip) {
    PauseForecast alone = new PauseForecast(roundTrip, OptionalLong.empty());
    List<RehearsedStream> predicted =
        streams(seen).stream()
            .map(stream -> with(stream, alone.of(List.of(stream)).orElse(null)))
            .toList();
    PauseForecast forecast = new PauseForecast(roundTrip, earlierPause);
    return result(now, roundTrip, predicted, forecast.of(predicted).orElse(null), null);
  }

  /** The result of one that failed; what was measured until then is kept. */
  public CutoverRehearsal failed(MigrationObservations seen, Instant now, ErrorReport why) {
    return result(now, null, streams(seen), null, why);
  }

  private CutoverRehearsal result(
      Instant now,
      @Nullable Long roundTrip,
      List<RehearsedStream> streams,
      @Nullable PausePrediction predicted,
      @Nullable ErrorReport error) {
    return new CutoverRehearsal(
        plan.name(),
        run.id(),
        run.direction(),
        run.startedAt(),
        now,
        run.orderedBy(),
        roundTrip,
        streams,
        predicted,
        List.of(),
        null,
        error);
  }

  private List<RehearsedStream> streams(MigrationObservations seen) {
    return plan.streams(run.direction()).stream().map(name -> stream(name, seen)).toList();
  }

  private RehearsedStream stream(String name, MigrationObservations seen) {
    Optional<SourceObserved> source =
        seen.source(name).filter(report -> report.generation() == generation);
    Optional<ValidationObserved> validation =
        seen.validation(name).filter(found -> run.id().equals(found.rehearsedCutoverId()));
    Optional<StreamLag> lag =
        source.map(report -> report.stream().lag()).filter(StreamLag::measured);
    return new RehearsedStream(
        name,
        source.filter(SourceObserved::achieved).map(SourceObserved::rehearsed).orElse(null),
        validation.map(ValidationObserved::rehearsal).orElse(null),
        lag.map(StreamLag::p50Millis).map(OptionalLong::of).orElse(OptionalLong.empty()),
        lag.map(known -> Math.max(known.p99Millis(), known.millis().orElse(0)))
            .map(OptionalLong::of)
            .orElse(OptionalLong.empty()),
        null);
  }

  private static RehearsedStream with(RehearsedStream stream, @Nullable PausePrediction predicted) {
    return new RehearsedStream(
        stream.source(),
        stream.steps(),
        stream.comparison(),
        stream.lagP50Millis(),
        stream.lagWorstMillis(),
        predicted);
  }
}
