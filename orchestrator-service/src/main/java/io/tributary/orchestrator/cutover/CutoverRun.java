package io.tributary.orchestrator.cutover;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.event.CutoverStep.Outcome;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.event.Requester;
import io.tributary.common.measure.HeldClients;
import io.tributary.common.model.Direction;
import io.tributary.orchestrator.gate.GateFinding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
 * @param switched the switch actions, once all are behind
 * @param orderedBy who ordered it; null where nobody is known
 * @param takesBack of a rollback: the cutover that it takes back; null of a cutover
 * @param rehearsal the last one before it; null where nobody has ordered one
 * @param held how long clients of poolers were held, once they were let go; none without poolers
 */
public record CutoverRun(
    String id,
    Instant startedAt,
    Instant deadline,
    List<CutoverStepTime> steps,
    @Nullable ErrorReport error,
    List<GateFinding> gate,
    List<SwitchedAction> switched,
    @Nullable Requester orderedBy,
    @Nullable CutoverRun takesBack,
    @Nullable CutoverRehearsal rehearsal,
    List<HeldClients> held) {

  public CutoverRun {
    held = held == null ? List.of() : List.copyOf(held);
    switched = switched == null ? List.of() : List.copyOf(switched);
    steps = List.copyOf(steps);
    gate = gate == null ? List.of() : List.copyOf(gate);
  }

  /** A cutover whose gate is open; the rehearsal is next, with a time limit of its own. */
  public static CutoverRun begun(String id, Instant now, long limitMillis) {
    List<CutoverStepTime> gate = List.of(CutoverStepTime.started(Step.GATE, now));
    return new CutoverRun(
            id,
            now,
            now.plusMillis(limitMillis),
            gate,
            null,
            List.of(),
            List.of(),
            null,
            null,
            null,
            List.of())
        .enter(Step.REHEARSE, now);
  }

  /** From here on applications wait, and the time limit counts. */
  public CutoverRun enterFence(Instant now, long limitMillis) {
    return enter(Step.FENCE, now).until(now.plusMillis(limitMillis));
  }

  /** The same where clients of poolers wait before that. */
  public CutoverRun enterHold(Instant now, long limitMillis) {
    return enter(Step.HOLD_CLIENTS, now).until(now.plusMillis(limitMillis));
  }

  /** Whether clients of poolers are held in it, or were. */
  public boolean holdsClients() {
    return steps.stream().anyMatch(step -> step.step() == Step.HOLD_CLIENTS);
  }

  /** The same with how long clients of poolers were held. */
  public CutoverRun holding(List<HeldClients> clients) {
    return new CutoverRun(
        id, startedAt, deadline, steps, error, gate, switched, orderedBy, takesBack, rehearsal,
        clients);
  }

  /** The same with another time at which it is given up. */
  public CutoverRun until(Instant givenUpAt) {
    return new CutoverRun(
        id, startedAt, givenUpAt, steps, error, gate, switched, orderedBy, takesBack, rehearsal,
        held);
  }

  /** The same as a rollback of a cutover. */
  public CutoverRun takingBack(CutoverRun cutover) {
    return new CutoverRun(
        id, startedAt, deadline, steps, error, gate, switched, orderedBy, cutover, rehearsal, held);
  }

  /** The same behind a rehearsal; null where nobody has ordered one. */
  public CutoverRun after(@Nullable CutoverRehearsal last) {
    return new CutoverRun(
        id, startedAt, deadline, steps, error, gate, switched, orderedBy, takesBack, last, held);
  }

  /** This one, and of a rollback the cutover that it takes back. */
  public Stream<CutoverRun> withTakenBack() {
    return Stream.concat(Stream.of(this), Stream.ofNullable(takesBack));
  }

  /**
   * From the order to fence to the report that the last side is open, in milliseconds; empty before
   * that.
   */
  public OptionalLong pauseMillis() {
    Instant fencing = null;
    for (CutoverStepTime step : steps) {
      if (step.step() == Step.FENCE) {
        fencing = step.startedAt();
      }
      if (step.step() == Step.OPEN && step.endedAt() != null && fencing != null) {
        return OptionalLong.of(Duration.between(fencing, step.endedAt()).toMillis());
      }
    }
    return OptionalLong.empty();
  }

  /** What it is, with its id. */
  public String inWords() {
    return (takesBack == null ? "cutover " : "rollback ") + id;
  }

  /** Which way it goes. */
  @JsonIgnore
  public Direction direction() {
    return takesBack == null ? Direction.OUT : Direction.BACK;
  }

  /** Which way its switch actions point the applications. */
  public SwitchWay way() {
    return takesBack == null ? SwitchWay.CUTOVER : SwitchWay.back(takesBack.id());
  }

  /** The same as ordered by somebody; null for nobody who is known. */
  public CutoverRun by(@Nullable Requester orderer) {
    return new CutoverRun(
        id, startedAt, deadline, steps, error, gate, switched, orderer, takesBack, rehearsal, held);
  }

  /** The same with what the gate found of single tables. */
  public CutoverRun gated(List<GateFinding> findings) {
    List<GateFinding> ofTables = findings.stream().filter(f -> f.table() != null).toList();
    return new CutoverRun(
        id, startedAt, deadline, steps, error, ofTables, switched, orderedBy, takesBack, rehearsal,
        held);
  }

  /** The step in hand, or the last one. */
  public CutoverStepTime current() {
    return steps.get(steps.size() - 1);
  }

  /** The current step succeeded, the next one starts. */
  public CutoverRun enter(Step next, Instant now) {
    List<CutoverStepTime> all = ended(Outcome.SUCCEEDED, now);
    all.add(CutoverStepTime.started(next, now));
    return new CutoverRun(
        id, startedAt, deadline, all, error, gate, switched, orderedBy, takesBack, rehearsal, held);
  }

  /** The current step failed, undoing starts. */
  public CutoverRun undo(ErrorReport why, Instant now) {
    List<CutoverStepTime> all = ended(Outcome.FAILED, now);
    all.add(CutoverStepTime.started(Step.UNDO, now));
    return new CutoverRun(
        id, startedAt, deadline, all, why, gate, switched, orderedBy, takesBack, rehearsal, held);
  }

  /** The current step was the last one, and succeeded. */
  public CutoverRun finish(Instant now) {
    return new CutoverRun(
        id,
        startedAt,
        deadline,
        ended(Outcome.SUCCEEDED, now),
        error,
        gate,
        switched,
        orderedBy,
        takesBack,
        rehearsal,
        held);
  }

  /** All switch actions are behind. */
  public CutoverRun switched(List<SwitchedAction> actions) {
    return new CutoverRun(
        id, startedAt, deadline, steps, error, gate, actions, orderedBy, takesBack, rehearsal,
        held);
  }

  /** The switch is done; the step DONE spans the whole cutover. */
  public CutoverRun done(Instant now) {
    List<CutoverStepTime> all = ended(Outcome.SUCCEEDED, now);
    all.add(CutoverStepTime.started(Step.DONE, startedAt).ended(Outcome.SUCCEEDED, now));
    return new CutoverRun(
        id, startedAt, deadline, all, null, gate, switched, orderedBy, takesBack, rehearsal, held);
  }

  /** The same with why the last switch action failed; null when it did not. */
  public CutoverRun withError(@Nullable ErrorReport why) {
    return new CutoverRun(
        id, startedAt, deadline, steps, why, gate, switched, orderedBy, takesBack, rehearsal, held);
  }

  private List<CutoverStepTime> ended(Outcome how, Instant now) {
    List<CutoverStepTime> all = new ArrayList<>(steps);
    all.set(all.size() - 1, current().ended(how, now));
    return all;
  }
}
