package io.tributary.cdc.reconcile;

import io.tributary.common.desired.DesiredState;

/**
 * Decides the next step of a source and whether its goal is reached. A pure function of the desired
 * state and the facts; it never opens a target whose source is not fenced and drained under the
 * cutover's token, and never lifts the fence of a source whose target is open, so that at no
 * instant both sides accept writes.
 */
record SourceDecision(DesiredState desired, SourceFacts facts) {

  /** The next step. */
  SourceStep next() {
    return switch (desired.goal()) {
      case IDLE, PREFLIGHT -> SourceStep.NONE;
      case REPLICATE -> orInspect(replicate());
      case REHEARSE -> orInspect(rehearse());
      case PAUSE -> orInspect(pause());
      case FENCE, VERIFY -> orInspect(fenceAndCheck());
      case OPEN -> orInspect(open());
      case SWITCHED -> orInspect(switched());
      case COMPLETE -> orInspect(complete());
      case ABORT -> orInspect(abort());
    };
  }

  /** Whether the goal is reached. */
  boolean achieved() {
    return switch (desired.goal()) {
      case IDLE, PREFLIGHT -> true;
      case REPLICATE -> replicating();
      case REHEARSE -> replicating() && facts.is(Fact.REHEARSED);
      case PAUSE -> facts.is(Fact.INSPECTED) && !facts.is(Fact.APPLYING) && facts.unfenced();
      case FENCE, VERIFY -> facts.openableAt(desired.cutoverId());
      case OPEN, SWITCHED -> facts.is(Fact.OPENED);
      case COMPLETE -> facts.is(Fact.OPENED) && facts.is(Fact.RETIRED);
      case ABORT -> facts.is(Fact.RETIRED) && (facts.is(Fact.TARGET_CLEAN) || desired.keepTarget());
    };
  }

  private boolean replicating() {
    return facts.is(Fact.INSPECTED)
        && facts.is(Fact.APPLYING)
        && facts.is(Fact.SNAPSHOT_COMPLETE)
        && facts.unfenced();
  }

  private SourceStep orInspect(SourceStep step) {
    return facts.is(Fact.INSPECTED) ? step : SourceStep.INSPECT;
  }

  private SourceStep replicate() {
    if (facts.is(Fact.OPENED)) {
      return SourceStep.NONE;
    }
    SourceStep step = facts.unfenced() ? run() : SourceStep.LIFT_FENCE;
    return step == SourceStep.NONE ? endRehearsal() : step;
  }

  private SourceStep endRehearsal() {
    return facts.is(Fact.REHEARSED) ? SourceStep.END_REHEARSAL : SourceStep.NONE;
  }

  private SourceStep rehearse() {
    if (facts.is(Fact.OPENED)) {
      return SourceStep.NONE;
    }
    SourceStep step = facts.unfenced() ? run() : SourceStep.LIFT_FENCE;
    boolean ready = step == SourceStep.NONE && facts.is(Fact.SNAPSHOT_COMPLETE);
    return ready && !facts.is(Fact.REHEARSED) ? SourceStep.REHEARSE : step;
  }

  private SourceStep run() {
    if (!facts.is(Fact.PREPARED)) {
      return SourceStep.PREPARE;
    }
    if (!facts.is(Fact.CAPTURED)) {
      return SourceStep.CAPTURE;
    }
    return facts.is(Fact.APPLYING) ? SourceStep.NONE : SourceStep.START_APPLY;
  }

  private SourceStep pause() {
    if (facts.is(Fact.OPENED)) {
      return SourceStep.NONE;
    }
    if (!facts.unfenced()) {
      return SourceStep.LIFT_FENCE;
    }
    return facts.is(Fact.APPLYING) ? SourceStep.STOP_APPLY : endRehearsal();
  }

  private SourceStep fence() {
    if (facts.is(Fact.OPENED)) {
      return SourceStep.NONE;
    }
    // The fence goes first: everything else only makes the pause longer.
    return facts.fencedBy(desired.cutoverId()) ? run() : SourceStep.RAISE_FENCE;
  }

  /** Only while the cutover can be undone: what is found later has to be lived with. */
  private SourceStep fenceAndCheck() {
    SourceStep step = fence();
    boolean unchecked = facts.drainedTo(desired.cutoverId()) && !facts.is(Fact.DRAIN_CHECKED);
    boolean undoable = step == SourceStep.NONE && !facts.is(Fact.OPENED);
    return undoable && unchecked ? SourceStep.CHECK_DRAINED : step;
  }

  private SourceStep open() {
    if (facts.is(Fact.OPENED)) {
      // Apply writes nothing into an open target; it tells of writers that ignore the fence.
      return facts.is(Fact.APPLYING) ? SourceStep.NONE : SourceStep.START_APPLY;
    }
    return facts.drainedTo(desired.cutoverId()) ? SourceStep.OPEN : fence();
  }

  private SourceStep switched() {
    // Not while writers still wait for the switch: it only makes the pause longer.
    SourceStep step = open();
    return step == SourceStep.NONE && !facts.is(Fact.GATE_REMOVED) ? SourceStep.REMOVE_GATE : step;
  }

  private SourceStep complete() {
    if (!facts.is(Fact.OPENED)) {
      return open();
    }
    if (!facts.is(Fact.GATE_REMOVED)) {
      return SourceStep.REMOVE_GATE;
    }
    if (facts.is(Fact.APPLYING)) {
      return SourceStep.STOP_APPLY;
    }
    return facts.is(Fact.RETIRED) ? SourceStep.NONE : SourceStep.RETIRE;
  }

  private SourceStep abort() {
    if (facts.is(Fact.OPENED)) {
      return SourceStep.NONE;
    }
    if (facts.is(Fact.APPLYING)) {
      return SourceStep.STOP_APPLY;
    }
    if (!facts.unfenced()) {
      return SourceStep.LIFT_FENCE;
    }
    if (facts.is(Fact.REHEARSED)) {
      return SourceStep.END_REHEARSAL;
    }
    if (!facts.is(Fact.RETIRED)) {
      return SourceStep.RETIRE;
    }
    return facts.is(Fact.TARGET_CLEAN) || desired.keepTarget()
        ? SourceStep.NONE
        : SourceStep.CLEAN_TARGET;
  }
}
