package io.tributary.cdc.reconcile;

import io.tributary.cdc.source.SourceDriver;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The next thing to do for a source; each is idempotent, so that a crash in the middle only repeats
 * it.
 */
enum SourceStep {
  /**
   * Read what stands in the databases, once nobody is about to change it: the fence at the source,
   * the opened target.
   */
  INSPECT(
      (work, facts) ->
          facts
              .withFence(work.driver().settledFence())
              .with(SourceFact.OPENED, work.driver().opened())
              .withRestarted(work.begunAnew())
              .with(SourceFact.INSPECTED, true)),
  /** Read what stands in the target of a source that is gone. */
  INSPECT_TARGET(
      (work, facts) ->
          facts
              .withFence(Optional.empty())
              .with(SourceFact.OPENED, work.driver().opened())
              .with(SourceFact.INSPECTED, true)),
  /** Schemas, roles and tables in the target, closed to applications. */
  PREPARE(
      work -> work.driver().prepare(),
      facts -> facts.with(SourceFact.PREPARED, true).with(SourceFact.TARGET_CLEAN, false)),
  /** Publication, slot and connector. */
  CAPTURE(
      work -> work.driver().capture(),
      facts -> facts.with(SourceFact.CAPTURED, true).with(SourceFact.RETIRED, false)),
  /** Begin to apply the stream. */
  START_APPLY(StepContext::startApply, facts -> facts.with(SourceFact.APPLYING, true)),
  /** Stop applying at a batch boundary. */
  STOP_APPLY(StepContext::stopApply, facts -> facts.with(SourceFact.APPLYING, false)),
  /** Do once what fence and opening need and what changes nothing. */
  REHEARSE(StepContext::rehearse, facts -> facts.with(SourceFact.REHEARSED, true)),
  /** Let go of what the rehearsal kept at hand. */
  END_REHEARSAL(
      work -> work.driver().endRehearsal(), facts -> facts.with(SourceFact.REHEARSED, false)),
  /** Make the source refuse writes. */
  RAISE_FENCE((work, facts) -> facts.withFence(Optional.of(work.raiseFence()))),
  /**
   * Count, or refuse, what the drained changes brought and the opening could not refuse any more.
   */
  CHECK_DRAINED((work, facts) -> facts.leaving(work.driver().checkDrained())),
  /** Let the source accept writes again. */
  LIFT_FENCE(
      (work, facts) -> {
        work.liftFence(facts);
        return facts.withFence(Optional.empty());
      }),
  /** Sequences, triggers, and the target's gate. */
  OPEN(StepContext::open, facts -> facts.with(SourceFact.OPENED, true)),
  /** Take what is left of the gate away, while the application writes to the target. */
  REMOVE_GATE(
      work -> work.driver().removeGate(), facts -> facts.with(SourceFact.GATE_REMOVED, true)),
  /** Remove connector, slot and publication. */
  RETIRE(
      work -> work.removing(SourceDriver::removeCapture),
      facts -> facts.with(SourceFact.CAPTURED, false).with(SourceFact.RETIRED, true)),
  /** Remove the connector of a source that is gone. */
  ABANDON(
      work -> work.driver().abandonCapture(),
      facts -> facts.with(SourceFact.CAPTURED, false).with(SourceFact.RETIRED, true)),
  /** Remove connector, slot and publication of a way back that was given up. */
  SURRENDER(
      work -> work.driver().surrenderCapture(),
      facts -> facts.with(SourceFact.CAPTURED, false).with(SourceFact.RETIRED, true)),
  /** Remove what was created in the target. */
  CLEAN_TARGET(
      work -> work.removing(SourceDriver::removeTarget),
      facts -> facts.with(SourceFact.PREPARED, false).with(SourceFact.TARGET_CLEAN, true)),
  /** Keep that nothing is left of the source, which may be made again. */
  BEGIN_ANEW(
      (work, facts) ->
          facts.withRestarted(work.beginAnew()).with(SourceFact.SNAPSHOT_COMPLETE, false)),
  /** The goal is reached, or only the stream has to get there. */
  NONE((work, facts) -> facts);

  private final Action action;

  SourceStep(Action action) {
    this.action = action;
  }

  SourceStep(Consumer<StepContext> work, UnaryOperator<SourceFacts> learned) {
    this(
        (context, facts) -> {
          work.accept(context);
          return learned.apply(facts);
        });
  }

  /** Does the step and answers what is known afterwards. Blocks; one thread per source. */
  SourceFacts perform(StepContext context, SourceFacts facts) {
    return action.on(context, facts);
  }

  /** Whether it takes the capture away. */
  boolean endsCapture() {
    return this == RETIRE || this == ABANDON || this == SURRENDER;
  }

  /**
   * Whether writers can write nowhere until it is done. Then no order leads past it, and whoever
   * mends its cause expects it to go on by itself, whatever the error was.
   */
  boolean endsPause() {
    return this == OPEN || this == LIFT_FENCE;
  }

  /**
   * What is known after the step has failed. A connection may break, or a time limit pass, when the
   * databases have committed already or are about to: then only they can tell.
   */
  SourceFacts afterFailure(SourceFacts facts) {
    return switch (this) {
      case RAISE_FENCE, LIFT_FENCE, OPEN -> facts.with(SourceFact.INSPECTED, false);
      // What was made of it until then is there.
      case PREPARE -> facts.with(SourceFact.TARGET_CLEAN, false);
      case CAPTURE -> facts.with(SourceFact.RETIRED, false);
      case INSPECT,
          INSPECT_TARGET,
          ABANDON,
          BEGIN_ANEW,
          START_APPLY,
          STOP_APPLY,
          REHEARSE,
          END_REHEARSAL,
          CHECK_DRAINED,
          REMOVE_GATE,
          RETIRE,
          SURRENDER,
          CLEAN_TARGET,
          NONE ->
          facts;
    };
  }

  private interface Action {
    SourceFacts on(StepContext context, SourceFacts facts);
  }
}
