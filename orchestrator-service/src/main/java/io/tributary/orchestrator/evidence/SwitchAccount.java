package io.tributary.orchestrator.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.event.CutoverStep.Outcome;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.event.Requester;
import io.tributary.common.measure.HeldClients;
import io.tributary.common.observed.BackupTrial;
import io.tributary.common.observed.QueryTrial;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.CutoverStepTime;
import io.tributary.orchestrator.cutover.MeasuredPause;
import io.tributary.orchestrator.cutover.SwitchedAction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was done when, and who ordered it.
 *
 * @param id the id of the cutover or rollback
 * @param direction cutover or rollback
 * @param takesBack of a rollback: the cutover that it takes back; null of a cutover
 * @param startedAt when its gate was found open
 * @param endedAt when the last switch action was behind
 * @param orderedBy null where nobody is known
 * @param steps every step with its time; DONE spans all
 * @param pause how long applications were refused, beside what was predicted; null where an earlier
 *     version has opened the sides
 * @param held how long clients of poolers waited instead of being refused; none without poolers
 * @param queries what the last rehearsal before it found of the file's queries
 * @param backup what it found of backups of the target; null where that was not asked for
 * @param actions the switch actions; what they printed is not repeated
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SwitchAccount(
    String id,
    String direction,
    @Nullable String takesBack,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Requester orderedBy,
    List<StepTime> steps,
    @Nullable MeasuredPause pause,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<HeldClients> held,
    List<QueryTrial> queries,
    @Nullable BackupTrial backup,
    List<ActionTime> actions) {

  /** One step. */
  public record StepTime(
      Step step, Instant startedAt, @Nullable Instant endedAt, long millis, Outcome outcome) {}

  /** One switch action. */
  public record ActionTime(
      String action,
      SwitchedAction.Outcome outcome,
      Instant startedAt,
      @Nullable Instant endedAt,
      int tries) {}

  static SwitchAccount of(CutoverRun run) {
    return new SwitchAccount(
        run.id(),
        run.way().word(),
        run.takesBack() == null ? null : run.takesBack().id(),
        run.startedAt(),
        run.current().endedAt(),
        run.orderedBy(),
        run.steps().stream().map(SwitchAccount::of).toList(),
        MeasuredPause.of(run).orElse(null),
        run.held(),
        Optional.ofNullable(run.rehearsal()).map(CutoverRehearsal::queries).orElse(List.of()),
        Optional.ofNullable(run.rehearsal()).map(CutoverRehearsal::backup).orElse(null),
        run.switched().stream().map(SwitchAccount::of).toList());
  }

  private static StepTime of(CutoverStepTime time) {
    return new StepTime(
        time.step(), time.startedAt(), time.endedAt(), time.millis(), time.outcome());
  }

  private static ActionTime of(SwitchedAction action) {
    return new ActionTime(
        action.action(), action.outcome(), action.startedAt(), action.endedAt(), action.tries());
  }
}
