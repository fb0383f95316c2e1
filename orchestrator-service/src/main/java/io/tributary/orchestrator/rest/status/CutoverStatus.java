package io.tributary.orchestrator.rest.status;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverStep.Outcome;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.measure.HeldClients;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.MeasuredPause;
import io.tributary.orchestrator.cutover.SwitchProgress;
import io.tributary.orchestrator.cutover.SwitchedAction;
import io.tributary.orchestrator.gate.GateFinding;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The running or last cutover. */
@Schema(description = "A cutover with its steps")
public record CutoverStatus(
    @Schema(description = "The fence token", examples = "0b7c1f7e-6b1e-4f0e-9a56-2f7d5a0b9a31")
        String id,
    @Schema(description = "out: a cutover; back: a rollback", examples = "out") String direction,
    Instant startedAt,
    @Schema(description = "Before OPEN is reached, the cutover is undone at this moment")
        Instant deadline,
    List<TimedStep> steps,
    @Schema(description = "The write pause, once the other side is open")
        @Nullable MeasuredPause pause,
    @Schema(description = "How long clients of poolers were held, once they were let go")
        List<HeldClients> held,
    @Schema(description = "What the gate let pass although it was not settled, by table")
        List<GateFinding> gate,
    @Schema(description = "The switch actions so far, the one in hand last")
        List<SwitchedAction> switching,
    @Schema(description = "Why it was undone, or why the switch is tried again")
        @Nullable ErrorReport error) {

  /** One step. */
  @Schema(description = "A step of a cutover; DONE spans all of them")
  public record TimedStep(
      @Schema(examples = "DRAIN") Step step,
      @Schema(examples = "SUCCEEDED") Outcome outcome,
      Instant startedAt,
      @Schema(description = "Absent while it runs") @Nullable Instant endedAt,
      @Schema(description = "0 while it runs", examples = "38") long millis) {}

  public static CutoverStatus of(CutoverRun run, @Nullable SwitchProgress progress) {
    return new CutoverStatus(
        run.id(),
        run.direction().name().toLowerCase(Locale.ROOT),
        run.startedAt(),
        run.deadline(),
        run.steps().stream()
            .map(s -> new TimedStep(s.step(), s.outcome(), s.startedAt(), s.endedAt(), s.millis()))
            .toList(),
        MeasuredPause.of(run).orElse(null),
        run.held(),
        run.gate(),
        progress == null ? run.switched() : progress.actions(),
        run.error());
  }
}
