package io.tributary.orchestrator.loop;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverStep;
import io.tributary.common.event.CutoverStep.Outcome;
import io.tributary.orchestrator.observed.Observations;
import io.tributary.orchestrator.state.Command;
import io.tributary.orchestrator.state.CutoverRun;
import io.tributary.orchestrator.state.Event;
import io.tributary.orchestrator.state.Machine;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.Order;
import io.tributary.orchestrator.state.Reply;
import io.tributary.orchestrator.store.Transition;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The one place in which a decision takes effect: it is stored with its history, and only then
 * published, logged, measured and carried out. Used by one thread.
 */
final class Transitions implements Command.Effects {
  private static final Logger LOG = Logger.getLogger(Transitions.class);

  private final Ledger ledger;
  private final Surroundings surroundings;
  private final Consumer<Event> events;
  private final Runnable onUnpublished;
  private volatile boolean switching;

  Transitions(
      Ledger ledger, Surroundings surroundings, Consumer<Event> events, Runnable onUnpublished) {
    this.ledger = ledger;
    this.surroundings = surroundings;
    this.events = events;
    this.onUnpublished = onUnpublished;
  }

  /** Asks the state machine and lets its decision take effect; answers the reply to an order. */
  Optional<Reply> decide(Event event, String key, Observations observations) {
    MigrationRecord before = ledger.record();
    Machine.Outcome outcome =
        Machine.decide(before, observations, event, surroundings.clock().instant());
    MigrationRecord after = outcome.next();
    if (after.version() == before.version()) {
      perform(outcome.commands());
      return outcome.reply();
    }
    pass(before, after, CrashPoint.Moment.BEFORE);
    ledger.store(transition(before, outcome, event, key));
    pass(before, after, CrashPoint.Moment.STORED);
    perform(outcome.commands());
    pass(before, after, CrashPoint.Moment.AFTER);
    LOG.infof(
        "transition migration=%s event=%s from=%s to=%s generation=%d version=%d cutover=%s",
        after.plan().name(),
        event.name(),
        before.state().label(),
        after.state().label(),
        after.generation(),
        after.version(),
        after.state().lastCutover().map(CutoverRun::id).orElse("-"));
    surroundings.measurements().state(after);
    return outcome.reply();
  }

  /** Publishes the desired state again and goes on with what was in hand. */
  void takeUp() {
    MigrationRecord record = ledger.record();
    LOG.infof(
        "take-up migration=%s state=%s generation=%d version=%d",
        record.plan().name(), record.state().label(), record.generation(), record.version());
    perform(Machine.takeUp(record));
    surroundings.measurements().state(record);
  }

  private void pass(MigrationRecord before, MigrationRecord after, CrashPoint.Moment moment) {
    if (!surroundings.crashPoints().isEmpty()) {
      if (moment == CrashPoint.Moment.AFTER) {
        // "After" means that the broker has the records.
        surroundings.publisher().flush();
      }
      CrashPoint.pass(surroundings.crashPoints(), before, after, moment);
    }
  }

  private static Transition transition(
      MigrationRecord before, Machine.Outcome outcome, Event event, String key) {
    if (key == null || !(event instanceof Order.Cutover)) {
      return Transition.of(before, outcome.next(), event.name());
    }
    String cutoverId = outcome.next().state().lastCutover().map(CutoverRun::id).orElseThrow();
    return new Transition(before, outcome.next(), event.name(), key, cutoverId);
  }

  private void perform(List<Command> commands) {
    commands.forEach(command -> command.perform(this));
  }

  @Override
  public void publishDesired() {
    surroundings
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
  public void runSwitch(String cutoverId) {
    if (switching) {
      return;
    }
    switching = true;
    MigrationRecord record = ledger.record();
    surroundings
        .background()
        .execute(
            () -> {
              Optional<ErrorReport> failure = surroundings.switches().run(record.plan(), cutoverId);
              switching = false;
              events.accept(
                  failure
                      .<Event>map(error -> new Event.SwitchFailed(cutoverId, error))
                      .orElseGet(() -> new Event.SwitchSucceeded(cutoverId)));
            });
  }

  @Override
  public void publishCutoverStep(CutoverStep step) {
    surroundings.publisher().cutoverStep(step, surroundings.clock().instant());
    if (step.outcome() != Outcome.STARTED) {
      surroundings.measurements().step(step);
    }
  }
}
