package io.tributary.orchestrator.cutover;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.event.PausePrediction;
import io.tributary.common.event.RehearsedStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How long a cutover kept applications from writing, beside what was predicted.
 *
 * @param millis from the order to fence to the report that the last side is open
 * @param predicted what the last rehearsal before it let expect; null without one
 * @param rehearsalId which one that was; null without one
 * @param streams what it predicted of each stream, were it the only one; none without one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "The write pause of a cutover, and what the rehearsal before it predicted")
public record MeasuredPause(
    @Schema(
            description = "From the order to fence to the report that the last side is open",
            examples = "112")
        long millis,
    @Schema(description = "What the last rehearsal before it predicted")
        @Nullable PausePrediction predicted,
    @Schema(description = "That rehearsal") @Nullable String rehearsalId,
    @Schema(description = "What it predicted of each stream, were it the only one")
        List<PredictedStream> streams) {

  /** Of one stream. */
  @Schema(description = "What a rehearsal predicted of one stream")
  public record PredictedStream(
      @Schema(examples = "shop") String source, PausePrediction predicted) {}

  /** Of a cutover; empty until it has opened the other side. */
  public static Optional<MeasuredPause> of(CutoverRun run) {
    if (run.pauseMillis().isEmpty()) {
      return Optional.empty();
    }
    Optional<CutoverRehearsal> rehearsal =
        Optional.ofNullable(run.rehearsal()).filter(r -> r.predicted() != null);
    return Optional.of(
        new MeasuredPause(
            run.pauseMillis().getAsLong(),
            rehearsal.map(CutoverRehearsal::predicted).orElse(null),
            rehearsal.map(CutoverRehearsal::rehearsalId).orElse(null),
            rehearsal.map(CutoverRehearsal::streams).orElse(List.of()).stream()
                .flatMap(stream -> predicted(stream).stream())
                .toList()));
  }

  private static Optional<PredictedStream> predicted(RehearsedStream stream) {
    return Optional.ofNullable(stream.predicted())
        .map(pause -> new PredictedStream(stream.source(), pause));
  }
}
