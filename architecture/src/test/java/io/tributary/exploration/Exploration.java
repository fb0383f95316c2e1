package io.tributary.exploration;

import io.tributary.cdc.reconcile.BrokenInvariant;
import io.tributary.cdc.reconcile.SourceMoves;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.Replicating;
import io.tributary.orchestrator.state.UndoableCutover;
import java.time.Instant;
import java.util.Set;

/**
 * Every state that a migration can come into, breadth first: whatever of it happens next, in
 * whichever order, with a number of faults anywhere in between. A crash of the orchestrator needs
 * no step of its own: what it has stored and not published is published later, or overtaken.
 */
final class Exploration {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  private final int mostFaults;
  private final Set<Choice> ordered;
  private final StoredRecords records = new StoredRecords(NOW);
  private final ReachedStates states = new ReachedStates();
  private final SourceGraph sources;
  private final DecisionTable decisions;
  private long transitions;

  /**
   * An exploration that has not begun.
   *
   * @param mostRuns how many rehearsals, cutovers and rollbacks are ordered at most
   * @param mostFaults crashes, lost answers, failed steps, and orders past an unreachable target
   * @param ordered what operators order
   * @param losing whether a stream may be lost for good, as one of the faults
   */
  Exploration(int mostRuns, int mostFaults, Set<Choice> ordered, boolean losing) {
    this.mostFaults = mostFaults;
    this.ordered = ordered;
    Migration plan = ExploredPlan.plan();
    MovingSource moving = new MovingSource(plan, plan.source(ExploredPlan.FIRST));
    boolean restarts = ordered.contains(Choice.RESTART);
    MovingSource other =
        restarts ? new MovingSource(plan, plan.source(ExploredPlan.SECOND)) : moving;
    SourceMoves moves = new SourceMoves(moving, other, records::order, NOW, losing);
    MigrationRecord record = new MigrationRecord(plan, new Replicating(NOW, null), 1, 1, NOW);
    int order = records.order(record);
    this.sources = new SourceGraph(moves);
    this.decisions =
        new DecisionTable(
            new Decisions(records, NOW, mostRuns), sources, new SeenSources(plan.name(), NOW));
    int first = sources.number(moves.start(order, restarts));
    int second = sources.number(moves.start(order, false));
    reach(new WholeState(records.number(record), order, order + 1, false, 0, first, second), true);
  }

  ReachedStates states() {
    return states;
  }

  StoredRecords records() {
    return records;
  }

  SourceGraph sources() {
    return sources;
  }

  long transitions() {
    return transitions;
  }

  /** Reaches every state; an {@link AssertionError} tells the way to one that must not be. */
  void run() {
    for (int number = 0; number < states.size(); number++) {
      states.from(number);
      try {
        expand(states.state(number));
      } catch (BrokenInvariant e) {
        throw new AssertionError(e.getMessage() + "\n" + new Trace(this).to(number), e);
      }
    }
  }

  private void expand(WholeState at) {
    move(at, at.first(), at.second());
    if (at.first() != at.second()) {
      move(at, at.second(), at.first());
    }
    publish(at);
    decide(at);
    hear(at);
    if (at.faults() < mostFaults) {
      int crashed = sources.crash(at.first());
      reach(at.with(0, at.faults() + 1, crashed, sources.crash(at.second())), false);
    }
  }

  private void move(WholeState at, int moving, int resting) {
    MigrationRecord record = records.record(at.record());
    int row = sources.row(moving, at.heard(), at.topic(), at.record(), record);
    for (int i = sources.start(row); i < sources.end(row); i++) {
      boolean fault = sources.fault(i);
      if (!fault || at.faults() < mostFaults) {
        int target = sources.target(i);
        WholeChecks.sides(sources.source(target), sources.source(resting));
        sources
            .changedUnder(i)
            .ifPresent(order -> WholeChecks.current(generation(order), record.generation()));
        transitions++;
        states.reach(at.with(at.heard(), at.faults() + (fault ? 1 : 0), target, resting), !fault);
      }
    }
  }

  private void publish(WholeState at) {
    int published = records.order(records.record(at.record()));
    if (published != at.topic()) {
      reach(at.with(at.record(), published, at.late(), at.faults()), true);
    }
  }

  private void decide(WholeState at) {
    for (Choice choice : Choice.values()) {
      boolean possible =
          choice.ordered() ? ordered.contains(choice) : choice != Choice.LOOK || !at.late();
      int next = possible ? decisions.next(at, choice) : at.record();
      if (next != at.record()) {
        WholeChecks.rehearsal(records.record(at.record()), records.record(next));
        WholeChecks.gate(records.record(next), sources.source(at.first()));
        WholeChecks.gate(records.record(next), sources.source(at.second()));
        reach(at.with(next, at.topic(), false, at.faults()), !choice.ordered());
      }
    }
    int undone = decisions.next(at, Choice.LOOK_LATE);
    boolean fencing = records.record(at.record()).state() instanceof UndoableCutover;
    if (fencing && undone != at.record() && !at.late() && at.faults() < mostFaults) {
      // The target does not answer: it is published before it is stored.
      int order = records.order(records.record(undone));
      reach(at.with(at.record(), order, true, at.faults() + 1), false);
    }
  }

  private void hear(WholeState at) {
    boolean later = at.heard() == 0 || generation(at.topic()) >= generation(at.heard() - 1);
    if (later && at.heard() != at.topic() + 1) {
      reach(at.with(at.topic() + 1, at.faults(), at.first(), at.second()), true);
    }
  }

  private long generation(int order) {
    return records.order(order).generation();
  }

  private void reach(WholeState next, boolean helps) {
    transitions++;
    MigrationRecord record = records.record(next.record());
    int one = sources.settled(next.first(), next.heard(), next.record(), record);
    int other = sources.settled(next.second(), next.heard(), next.record(), record);
    states.reach(next.with(next.heard(), next.faults(), one, other), helps);
  }
}
