package io.tributary.orchestrator.cutover;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.event.PausePrediction;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How long a cutover kept applications from writing, beside what was predicted.
 *
 * @param millis from the order to fence to the report that the last side is open
 * @param predicted what the last rehearsal before it let expect; null without one
 * @param rehearsalId which one that was; null without one
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
    @Schema(description = "That rehearsal") @Nullable String rehearsalId) {

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
            rehearsal.map(CutoverRehearsal::rehearsalId).orElse(null)));
  }
}
