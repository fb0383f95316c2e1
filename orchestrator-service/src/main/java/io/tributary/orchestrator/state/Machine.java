package io.tributary.orchestrator.state;

import io.tributary.orchestrator.observed.Observations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The state machine as one pure function over stored records. */
public final class Machine {
  private Machine() {}

  /**
   * What follows from an event.
   *
   * @param next the record to store; the same record when nothing changes
   * @param commands to be performed once it is stored
   * @param reply to the order, empty when the event was no order
   */
  public record Outcome(MigrationRecord next, List<Command> commands, Optional<Reply> reply) {
    public Outcome {
      commands = List.copyOf(commands);
    }
  }

  /** Decides. Whenever the desire changes, the generation is raised and published. */
  public static Outcome decide(
      MigrationRecord record, Observations observations, Event event, Instant now) {
    Situation situation = new Situation(record.plan(), record.generation(), observations, now);
    Decision decision = event.askOf(record.state(), situation);
    MigrationState next = decision.next();
    if (next.equals(record.state())) {
      return new Outcome(record, decision.commands(), decision.reply());
    }
    boolean desireChanged = !next.desire().equals(record.state().desire());
    List<Command> commands = new ArrayList<>();
    if (desireChanged) {
      commands.add(new Command.PublishDesired());
    }
    commands.addAll(decision.commands());
    MigrationRecord stored =
        new MigrationRecord(
            record.plan(),
            next,
            record.generation() + (desireChanged ? 1 : 0),
            record.version() + 1,
            now);
    return new Outcome(stored, commands, decision.reply());
  }

  /** What a process does first with a record that it takes up: all of it is idempotent. */
  public static List<Command> takeUp(MigrationRecord record) {
    List<Command> commands = new ArrayList<>();
    commands.add(new Command.PublishDesired());
    commands.addAll(record.state().takeUp());
    return commands;
  }
}
