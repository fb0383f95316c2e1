package io.tributary.orchestrator.state;

import io.tributary.common.event.Requester;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.order.OrderReply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The state machine as one pure function over stored records. */
public final class StateMachine {
  private StateMachine() {}

  /**
   * What follows from an event.
   *
   * @param next the record to store; the same record when nothing changes
   * @param commands to be performed once it is stored
   * @param reply to the order, empty when the event was no order
   */
  public record Outcome(
      MigrationRecord next, List<MigrationCommand> commands, Optional<OrderReply> reply) {
    public Outcome {
      commands = List.copyOf(commands);
    }
  }

  /** Decides about an event that nobody ordered, or nobody who is known. */
  public static Outcome decide(
      MigrationRecord record,
      MigrationObservations observations,
      MigrationEvent event,
      Instant now) {
    return decide(record, observations, event, now, Optional.empty());
  }

  /**
   * Decides. Whenever the desire changes, or the same is asked anew, the generation is raised and
   * published.
   */
  public static Outcome decide(
      MigrationRecord record,
      MigrationObservations observations,
      MigrationEvent event,
      Instant now,
      Optional<Requester> by) {
    MigrationSituation situation =
        new MigrationSituation(
                record.plan(), record.generation(), observations.since(record.restarts()), now)
            .by(by.orElse(null));
    StateDecision decision = event.askOf(record.state(), situation);
    MigrationState next = decision.next();
    if (next.equals(record.state()) && !decision.anew()) {
      return new Outcome(record, decision.commands(), decision.reply());
    }
    boolean desireChanged = decision.anew() || !next.desire().equals(record.state().desire());
    List<MigrationCommand> commands = new ArrayList<>();
    if (desireChanged) {
      commands.add(new MigrationCommand.PublishDesired());
    }
    commands.addAll(decision.commands());
    MigrationRecord stored =
        new MigrationRecord(
            record.plan(),
            next,
            record.generation() + (desireChanged ? 1 : 0),
            record.version() + 1,
            now,
            record.restarting(decision.restarted()));
    return new Outcome(stored, commands, decision.reply());
  }

  /** What a process does first with a record that it takes up: all of it is idempotent. */
  public static List<MigrationCommand> takeUp(MigrationRecord record) {
    List<MigrationCommand> commands = new ArrayList<>();
    commands.add(new MigrationCommand.PublishDesired());
    commands.addAll(record.state().takeUp());
    return commands;
  }
}
