package io.tributary.orchestrator.state;

import io.tributary.common.model.Direction;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.gate.CutoverGate;
import io.tributary.orchestrator.gate.GateFinding;
import io.tributary.orchestrator.order.StateError;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An order that begins only with an open gate. Pure.
 *
 * @param situation in which it is decided
 * @param direction whose streams it is about
 * @param rehearsed what the last rehearsal says about it
 */
record GatedOrder(MigrationSituation situation, Direction direction, List<GateFinding> rehearsed) {

  /** One that does not ask for a rehearsal. */
  GatedOrder(MigrationSituation situation, Direction direction) {
    this(situation, direction, List.of());
  }

  /** What the gate says of each condition. */
  List<GateFinding> findings() {
    List<GateFinding> findings =
        new CutoverGate(situation.plan(), situation.generation(), situation.look(), situation.now())
            .findings(situation.observations(), direction);
    return Stream.concat(findings.stream(), rehearsed.stream()).toList();
  }

  /**
   * Begins, or refuses.
   *
   * @param state the state it is decided in
   * @param what the order as a noun
   * @param newId id of what begins
   */
  StateDecision begin(
      MigrationState state, String what, String newId, Function<CutoverRun, StateDecision> begun) {
    List<GateFinding> findings = findings();
    if (!CutoverGate.open(findings)) {
      return StateDecision.refuse(
          state,
          StateError.GATE_CLOSED,
          "The " + what + " cannot begin; nothing was fenced. " + CutoverGate.why(findings),
          findings);
    }
    long limit = situation.plan().cutover().rehearsalLimitMillis();
    return begun
        .apply(CutoverRun.begun(newId, situation.now(), limit).gated(findings).by(situation.by()))
        .accepted(newId);
  }
}
