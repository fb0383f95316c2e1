package io.tributary.orchestrator.loop;

import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.event.CutoverStep;
import io.tributary.common.event.CutoverStep.Outcome;
import io.tributary.common.event.Requester;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.cutover.SwitchReport;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.order.OrderReply;
import io.tributary.orchestrator.state.MigrationCommand;
import io.tributary.orchestrator.state.MigrationEvent;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.MigrationState;
import io.tributary.orchestrator.state.StateMachine;
import io.tributary.orchestrator.store.StoredTransition;
import io.tributary.orchestrator.store.SwitchEvidence;
import io.tributary.orchestrator.switching.SwitchRequest;
import io.tributary.orchestrator.trace.TransitionTraces;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The one place in which a decision takes effect: it is stored with its history, and only then
 * published, logged, measured and carried out. Used by one thread.
 */
final class DecisionEffects implements MigrationCommand.Effects {
  private static final Logger LOG = Logger.getLogger(DecisionEffects.class);

  private final MigrationLedger ledger;
  private final EvidenceKeeping evidence;
  private final TransitionTraces traces;
  private final LoopServices services;
  private final Consumer<MigrationEvent> events;
  private final Runnable onUnpublished;

  /** Actions that run in this process; an action that hangs does not keep the next one waiting. */
  private final Set<String> switching = ConcurrentHashMap.newKeySet();

  DecisionEffects(
      MigrationLedger ledger,
      EvidenceKeeping evidence,
      LoopServices services,
      Consumer<MigrationEvent> events,
      Runnable onUnpublished) {
    this.ledger = ledger;
    this.evidence = evidence;
    this.traces = new TransitionTraces(services.traces());
    this.services = services;
    this.events = events;
    this.onUnpublished = onUnpublished;
  }

  /** Asks the state machine and lets its decision take effect; answers the reply to an order. */
  Optional<OrderReply> decide(
      MigrationEvent event, MigrationObservations observations, Optional<Requester> by) {
    MigrationRecord before = ledger.record();
    StateMachine.Outcome outcome =
        StateMachine.decide(before, observations, event, services.clock().instant(), by);
    MigrationRecord after = outcome.next();
    if (after.version() == before.version()) {
      perform(outcome.commands());
      return outcome.reply();
    }
    pass(before, after, CrashPoint.Moment.BEFORE);
    if (before.state().purgesBefore(after.state())) {
      // Before the transition: should it fail or this process die, all of it is done again.
      ledger.purge();
    }
    ledger.store(transition(before, outcome, event, by, evidence.of(before, after, observations)));
    pass(before, after, CrashPoint.Moment.STORED);
    perform(outcome.commands());
    pass(before, after, CrashPoint.Moment.AFTER);
    LOG.infof(
        "transition migration=%s event=%s from=%s to=%s generation=%d version=%d cutover=%s",
        after.plan().name(),
        event.label(),
        before.state().label(),
        after.state().label(),
        after.generation(),
        after.version(),
        after.state().orderedId().orElse("-"));
    services.measurements().state(after);
    traces.passed(before, after);
    return outcome.reply();
  }

  /** Publishes the desired state again and goes on with what was in hand. */
  void takeUp() {
    MigrationRecord record = ledger.record();
    LOG.infof(
        "take-up migration=%s state=%s generation=%d version=%d",
        record.plan().name(), record.state().label(), record.generation(), record.version());
    perform(StateMachine.takeUp(record));
    services.measurements().state(record);
    traces.takenUp(record, services.clock().instant());
    evidence.takeUp();
  }

  private void pass(MigrationRecord before, MigrationRecord after, CrashPoint.Moment moment) {
    if (!services.crashPoints().isEmpty()) {
      if (moment == CrashPoint.Moment.AFTER) {
        // "After" means that the broker has the records.
        services.publisher().flush();
      }
      CrashPoint.pass(services.crashPoints(), before, after, moment);
    }
  }

  private static StoredTransition transition(
      MigrationRecord before,
      StateMachine.Outcome outcome,
      MigrationEvent event,
      Optional<Requester> by,
      SwitchEvidence kept) {
    MigrationRecord after = outcome.next();
    return new StoredTransition(
        before,
        after,
        event.label(),
        event
            .idempotencyKey()
            .map(key -> new StoredTransition.CutoverKey(key, cutoverOf(after.state()))),
        by.or(before.state()::orderedBy),
        kept);
  }

  private static String cutoverOf(MigrationState state) {
    return state.orderedId().orElseThrow();
  }

  private void perform(List<MigrationCommand> commands) {
    commands.forEach(command -> command.perform(this));
  }

  @Override
  public void publishDesired() {
    services
        .publisher()
        .desired(ledger.record().desired())
        .whenComplete((done, failure) -> unpublished(failure));
  }

  private void unpublished(Throwable failure) {
    if (failure != null) {
      LOG.errorf("desired state not published, trying again: %s", failure.getMessage());
      onUnpublished.run();
    }
  }

  @Override
  public void runSwitch(MigrationCommand.RunSwitch action) {
    String inHand = action.cutoverId() + "/" + action.action();
    if (!switching.add(inHand)) {
      return;
    }
    Migration plan = ledger.record().plan();
    services
        .background()
        .execute(
            () -> {
              try {
                services
                    .switches()
                    .run(
                        plan,
                        new SwitchRequest(
                            plan.name(),
                            action.cutoverId(),
                            action.way(),
                            action.action(),
                            action.started()),
                        this::tell)
                    .ifPresent(
                        end -> {
                          switching.remove(inHand);
                          tell(end);
                        });
              } finally {
                switching.remove(inHand);
              }
            });
  }

  private void tell(SwitchReport report) {
    events.accept(new MigrationEvent.SwitchReported(report));
  }

  @Override
  public void publishRehearsal(CutoverRehearsal rehearsal) {
    services.publisher().rehearsal(rehearsal, services.clock().instant());
  }

  @Override
  public void publishCutoverStep(CutoverStep step) {
    services.publisher().cutoverStep(step, services.clock().instant());
    if (step.outcome() != Outcome.STARTED) {
      services.measurements().step(step);
    }
  }
}
