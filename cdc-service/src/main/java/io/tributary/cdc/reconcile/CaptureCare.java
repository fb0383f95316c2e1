package io.tributary.cdc.reconcile;

import io.tributary.cdc.database.DiskRoom;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Looks after the capture of one stream and its topic, by other threads than the stream's, while
 * nobody takes them away.
 */
final class CaptureCare {
  private final Supplier<StepContext> context;
  private final Supplier<SourceFacts> facts;
  private final BooleanSupplier running;
  private final CaptureTurns turns = new CaptureTurns();

  /**
   * The care of a stream.
   *
   * @param context under the desired state of the moment
   * @param facts what is known in the moment
   * @param running whether the stream is looked after at all
   */
  CaptureCare(Supplier<StepContext> context, Supplier<SourceFacts> facts, BooleanSupplier running) {
    this.context = context;
    this.facts = facts;
    this.running = running;
  }

  /** The room on the disk on which the source's log grows, as it was last seen. */
  DiskRoom room() {
    return context.get().driver().room();
  }

  /**
   * Looks after the connector, where it has to run; called each second, so that steps never wait
   * for it, but for those that take the capture away.
   */
  void supervise() {
    turns.lookAfter(
        () -> {
          StepContext now = context.get();
          if (running.getAsBoolean()
              && facts.get().is(SourceFact.CAPTURED)
              && !restarting(now)
              && supervised(now)) {
            now.driver().supervise();
          }
        });
  }

  /** The stream while it runs, or is to go on after a pause. */
  Optional<AppliedStream> replicating() {
    StepContext now = context.get();
    return goesOn(now)
        ? Optional.of(
            new AppliedStream(now.moving(), now.driver()::applied, this::whileReplicating))
        : Optional.empty();
  }

  /** Does a step; one that takes the capture away while nobody looks after that. */
  void during(SourceStep step, Runnable work) {
    if (step.endsCapture()) {
      turns.takeAway(work);
    } else {
      work.run();
    }
  }

  private void whileReplicating(Runnable work) {
    turns.lookAfter(
        () -> {
          if (goesOn(context.get())) {
            work.run();
          }
        });
  }

  private boolean goesOn(StepContext now) {
    return running.getAsBoolean() && replicates(now.desired()) && !restarting(now);
  }

  private boolean restarting(StepContext now) {
    return new SourceDecision(now.desired(), facts.get(), now.moving().stream()).restarting();
  }

  /** Whoever may go back needs the stream again. */
  private static boolean supervised(StepContext now) {
    MigrationGoal goal = now.desired().goal();
    return replicates(now.desired())
        || goal == MigrationGoal.STAND_BY
        || goal == MigrationGoal.REHEARSE
        || (goal == MigrationGoal.SWITCHED && now.moving().returns());
  }

  private static boolean replicates(DesiredState state) {
    return state.goal() == MigrationGoal.REPLICATE || state.goal() == MigrationGoal.PAUSE;
  }
}
