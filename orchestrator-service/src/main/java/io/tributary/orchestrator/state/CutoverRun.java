package io.tributary.orchestrator.state;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverStep.Outcome;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.orchestrator.gate.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One cutover from its gate to its end. Immutable.
 *
 * @param id the fence token; never used for a second cutover
 * @param startedAt when the gate was found open
 * @param deadline of the rehearsal at first, then of the fence: from then on, a cutover that has
 *     not reached OPEN is undone
 * @param steps each step so far, the last is the current one
 * @param error why it was undone, or why the last switch action failed; null otherwise
 * @param gate what the gate let pass although it is not settled, table by table
 */
public record CutoverRun(
    String id,
    Instant startedAt,
    Instant deadline,
    List<StepTime> steps,
    ErrorReport error,
    List<Finding> gate) {

  public CutoverRun {
    steps = List.copyOf(steps);
    gate = gate == null ? List.of() : List.copyOf(gate);
  }

  /** A cutover whose gate is open; the rehearsal is next, with a time limit of its own. */
  static CutoverRun begun(String id, Instant now, long limitMillis) {
    List<StepTime> gate = List.of(StepTime.started(Step.GATE, now));
    return new CutoverRun(id, now, now.plusMillis(limitMillis), gate, null, List.of())
        .enter(Step.REHEARSE, now);
  }

  /** From here on applications wait, and the time limit counts. */
  CutoverRun enterFence(Instant now, long limitMillis) {
    CutoverRun fencing = enter(Step.FENCE, now);
    Instant limit = now.plusMillis(limitMillis);
    return new CutoverRun(id, startedAt, limit, fencing.steps, error, gate);
  }

  /** The same with what the gate found of single tables. */
  CutoverRun gated(List<Finding> findings) {
    List<Finding> ofTables = findings.stream().filter(f -> f.table() != null).toList();
    return new CutoverRun(id, startedAt, deadline, steps, error, ofTables);
  }

  /** The step in hand, or the last one. */
  public StepTime current() {
    return steps.get(steps.size() - 1);
  }

  /** The current step succeeded, the next one starts. */
  CutoverRun enter(Step next, Instant now) {
    List<StepTime> all = ended(Outcome.SUCCEEDED, now);
    all.add(StepTime.started(next, now));
    return new CutoverRun(id, startedAt, deadline, all, error, gate);
  }

  /** The current step failed, undoing starts. */
  CutoverRun undo(ErrorReport why, Instant now) {
    List<StepTime> all = ended(Outcome.FAILED, now);
    all.add(StepTime.started(Step.UNDO, now));
    return new CutoverRun(id, startedAt, deadline, all, why, gate);
  }

  /** The current step was the last one, and succeeded. */
  CutoverRun finish(Instant now) {
    return new CutoverRun(id, startedAt, deadline, ended(Outcome.SUCCEEDED, now), error, gate);
  }

  /** The switch is done; the step DONE spans the whole cutover. */
  CutoverRun done(Instant now) {
    List<StepTime> all = ended(Outcome.SUCCEEDED, now);
    all.add(StepTime.started(Step.DONE, startedAt).ended(Outcome.SUCCEEDED, now));
    return new CutoverRun(id, startedAt, deadline, all, null, gate);
  }

  CutoverRun withError(ErrorReport why) {
    return new CutoverRun(id, startedAt, deadline, steps, why, gate);
  }

  private List<StepTime> ended(Outcome how, Instant now) {
    List<StepTime> all = new ArrayList<>(steps);
    all.set(all.size() - 1, current().ended(how, now));
    return all;
  }
}
