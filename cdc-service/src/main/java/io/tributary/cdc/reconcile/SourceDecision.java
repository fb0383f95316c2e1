package io.tributary.cdc.reconcile;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.model.StreamId;

/**
 * Decides the next step of a source and whether its goal is reached. A pure function of the desired
 * state and the facts; it never opens a target whose source is not fenced and drained under the
 * cutover's token, and never lifts the fence of a source whose target is open, so that at no
 * instant both sides accept writes.
 *
 * @param stream the stream that it is about
 */
record SourceDecision(DesiredState desired, SourceFacts facts, StreamId stream) {

  /** The next step. */
  SourceStep next() {
    return facts.is(SourceFact.GIVEN_UP) && !ends() ? surrender() : wanted();
  }

  private SourceStep wanted() {
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
      case STAND_BY -> restarting() ? withdraw() : run();
      case WITHDRAW -> withdraw();
    };
  }

  /** The slot goes first and needs no source; a fence of a rollback that failed goes as ever. */
  private SourceStep surrender() {
    if (facts.is(SourceFact.APPLYING)) {
      return SourceStep.STOP_APPLY;
    }
    if (!facts.is(SourceFact.RETIRED)) {
      return SourceStep.SURRENDER;
    }
    if (desired.goal() == MigrationGoal.STAND_BY) {
      return SourceStep.NONE;
    }
    boolean lifted = facts.unfenced() || facts.is(SourceFact.OPENED);
    return orInspect(lifted ? endRehearsal() : SourceStep.LIFT_FENCE);
  }

  /**
   * Whether everything of the source has to go for an order that was not carried out yet: only in
   * the goal that the order was given in, when its target is closed. A way back stands by then.
   */
  boolean restarting() {
    MigrationGoal acts = stream.goesBack() ? MigrationGoal.STAND_BY : MigrationGoal.REPLICATE;
    return desired.goal() == acts && desired.restart(stream) > facts.restarted();
  }

  private boolean ends() {
    return switch (desired.goal()) {
      case IDLE, PREFLIGHT, COMPLETE, ABORT, WITHDRAW -> true;
      case REPLICATE, REHEARSE, PAUSE, FENCE, VERIFY, OPEN, SWITCHED -> false;
      case STAND_BY -> restarting();
    };
  }

  /** Whether the goal is reached; a way back that was given up does not keep an undoing waiting. */
  boolean achieved() {
    if (facts.is(SourceFact.GIVEN_UP) && !ends()) {
      return desired.goal() == MigrationGoal.REPLICATE && surrendered();
    }
    return switch (desired.goal()) {
      case IDLE, PREFLIGHT -> true;
      case REPLICATE -> replicating();
      case REHEARSE ->
          replicating() && facts.is(SourceFact.REHEARSED) && facts.is(SourceFact.CAUGHT_UP);
      case PAUSE ->
          facts.is(SourceFact.INSPECTED) && !facts.is(SourceFact.APPLYING) && facts.unfenced();
      case FENCE, VERIFY -> facts.openableAt(desired.cutoverId());
      case OPEN, SWITCHED -> facts.is(SourceFact.OPENED);
      case COMPLETE -> facts.is(SourceFact.OPENED) && facts.is(SourceFact.RETIRED);
      case ABORT ->
          facts.is(SourceFact.RETIRED)
              && (facts.is(SourceFact.TARGET_CLEAN) || desired.keepTarget());
      case STAND_BY ->
          !restarting() && facts.is(SourceFact.APPLYING) && facts.is(SourceFact.SNAPSHOT_COMPLETE);
      case WITHDRAW -> withdrawn();
    };
  }

  private boolean surrendered() {
    return facts.is(SourceFact.INSPECTED) && facts.is(SourceFact.RETIRED) && facts.unfenced();
  }

  private boolean replicating() {
    return !restarting()
        && facts.is(SourceFact.INSPECTED)
        && facts.is(SourceFact.APPLYING)
        && facts.is(SourceFact.SNAPSHOT_COMPLETE)
        && facts.unfenced();
  }

  private SourceStep orInspect(SourceStep step) {
    SourceStep look = abandoned() ? SourceStep.INSPECT_TARGET : SourceStep.INSPECT;
    return facts.is(SourceFact.INSPECTED) ? step : look;
  }

  private SourceStep replicate() {
    if (facts.is(SourceFact.OPENED)) {
      return SourceStep.NONE;
    }
    if (!facts.unfenced()) {
      return SourceStep.LIFT_FENCE;
    }
    if (restarting()) {
      return restart();
    }
    SourceStep step = run();
    return step == SourceStep.NONE ? endRehearsal() : step;
  }

  /**
   * As an abort of this source, and then as its start. What is removed is made again only once the
   * way back is gone as well, which reads what is removed.
   */
  private SourceStep restart() {
    SourceStep step = remove();
    return step == SourceStep.NONE && facts.is(SourceFact.OPPOSITE_GONE)
        ? SourceStep.BEGIN_ANEW
        : step;
  }

  private SourceStep remove() {
    if (facts.is(SourceFact.APPLYING)) {
      return SourceStep.STOP_APPLY;
    }
    if (facts.is(SourceFact.REHEARSED)) {
      return SourceStep.END_REHEARSAL;
    }
    if (!facts.is(SourceFact.RETIRED)) {
      return retire();
    }
    return facts.is(SourceFact.TARGET_CLEAN) ? SourceStep.NONE : SourceStep.CLEAN_TARGET;
  }

  private SourceStep endRehearsal() {
    return facts.is(SourceFact.REHEARSED) ? SourceStep.END_REHEARSAL : SourceStep.NONE;
  }

  private SourceStep rehearse() {
    if (facts.is(SourceFact.OPENED)) {
      return SourceStep.NONE;
    }
    SourceStep step = facts.unfenced() ? run() : SourceStep.LIFT_FENCE;
    boolean ready = step == SourceStep.NONE && facts.is(SourceFact.SNAPSHOT_COMPLETE);
    return ready && !facts.is(SourceFact.REHEARSED) ? SourceStep.REHEARSE : step;
  }

  private SourceStep run() {
    if (facts.is(SourceFact.WAITING)) {
      return SourceStep.NONE;
    }
    if (!facts.is(SourceFact.PREPARED)) {
      return SourceStep.PREPARE;
    }
    if (!facts.is(SourceFact.CAPTURED)) {
      return SourceStep.CAPTURE;
    }
    return facts.is(SourceFact.APPLYING) ? SourceStep.NONE : SourceStep.START_APPLY;
  }

  private SourceStep pause() {
    if (facts.is(SourceFact.OPENED)) {
      return SourceStep.NONE;
    }
    if (!facts.unfenced()) {
      return SourceStep.LIFT_FENCE;
    }
    return facts.is(SourceFact.APPLYING) ? SourceStep.STOP_APPLY : endRehearsal();
  }

  private SourceStep fence() {
    if (facts.is(SourceFact.OPENED)) {
      return SourceStep.NONE;
    }
    // The fence goes first: everything else only makes the pause longer.
    return facts.fencedBy(desired.cutoverId()) ? run() : SourceStep.RAISE_FENCE;
  }

  /** Only while the cutover can be undone: what is found later has to be lived with. */
  private SourceStep fenceAndCheck() {
    SourceStep step = fence();
    boolean unchecked = facts.drainedTo(desired.cutoverId()) && !facts.counted();
    boolean undoable = step == SourceStep.NONE && !facts.is(SourceFact.OPENED);
    return undoable && unchecked ? SourceStep.CHECK_DRAINED : step;
  }

  private SourceStep open() {
    if (facts.is(SourceFact.OPENED)) {
      // Apply writes nothing into an open target; it tells of writers that ignore the fence.
      return facts.is(SourceFact.APPLYING) ? SourceStep.NONE : SourceStep.START_APPLY;
    }
    return facts.drainedTo(desired.cutoverId()) ? SourceStep.OPEN : fence();
  }

  private SourceStep switched() {
    // Not while writers still wait for the switch: it only makes the pause longer.
    SourceStep step = open();
    return step == SourceStep.NONE && !facts.is(SourceFact.GATE_REMOVED)
        ? SourceStep.REMOVE_GATE
        : step;
  }

  private SourceStep complete() {
    if (!facts.is(SourceFact.OPENED)) {
      return abandoned() ? SourceStep.NONE : open();
    }
    if (!facts.is(SourceFact.GATE_REMOVED)) {
      return SourceStep.REMOVE_GATE;
    }
    if (facts.is(SourceFact.APPLYING)) {
      return SourceStep.STOP_APPLY;
    }
    return facts.is(SourceFact.RETIRED) ? SourceStep.NONE : retire();
  }

  private SourceStep retire() {
    return abandoned() ? SourceStep.ABANDON : SourceStep.RETIRE;
  }

  /** Whether the source is gone and nothing is to be done there any more. */
  private boolean abandoned() {
    StreamId out = stream.goesBack() ? stream.opposite() : stream;
    return desired.abandoned().contains(out.source());
  }

  /** Whichever side is open, and whatever fence stands: the other direction sees to them. */
  private SourceStep withdraw() {
    SourceStep step = remove();
    return step == SourceStep.CLEAN_TARGET && abandoned() ? SourceStep.NONE : step;
  }

  private boolean withdrawn() {
    return facts.is(SourceFact.RETIRED) && (abandoned() || facts.is(SourceFact.TARGET_CLEAN));
  }

  private SourceStep abort() {
    if (facts.is(SourceFact.OPENED)) {
      return SourceStep.NONE;
    }
    if (facts.is(SourceFact.APPLYING)) {
      return SourceStep.STOP_APPLY;
    }
    if (!facts.unfenced() && !abandoned()) {
      return SourceStep.LIFT_FENCE;
    }
    if (facts.is(SourceFact.REHEARSED)) {
      return SourceStep.END_REHEARSAL;
    }
    if (!facts.is(SourceFact.RETIRED)) {
      return retire();
    }
    return facts.is(SourceFact.TARGET_CLEAN) || desired.keepTarget()
        ? SourceStep.NONE
        : SourceStep.CLEAN_TARGET;
  }
}
