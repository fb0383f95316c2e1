package io.tributary.cdc.reconcile;

import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.StreamPlan;
import io.tributary.cdc.reconcile.join.JoiningTurns;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.observed.RehearsedSteps;
import io.tributary.common.plan.MovingSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What a step of one source works with, under one desired state.
 *
 * @param desired the desired state
 * @param moving the source as that state describes it
 * @param driver the source's driver
 * @param apply applies its stream
 * @param rehearsals is told what each rehearsal took
 * @param active asks the broker whether this instance is the active one; blocks for some seconds
 * @param clock for deadlines
 */
record StepContext(
    DesiredState desired,
    MovingSource moving,
    SourceDriver driver,
    ApplyService apply,
    Consumer<RehearsedSteps> rehearsals,
    BooleanSupplier active,
    Clock clock) {
  private static final Duration FENCE_LIMIT = Duration.ofSeconds(30);

  void startApply() {
    apply.start(
        new StreamPlan(
            moving,
            driver.initialRows(),
            driver.committers(),
            driver::finishAfterSnapshot,
            JoiningTurns.withoutJoining(desired, moving.stream())));
  }

  void stopApply() {
    apply.stop(moving.stream());
  }

  void rehearse() {
    long start = clock.millis();
    try {
      rehearsals.accept(driver.rehearse().within(clock.millis() - start));
    } catch (RuntimeException e) {
      driver.endRehearsal();
      throw e;
    }
  }

  FenceObserved raiseFence() {
    String cutover = desired.cutoverId();
    String token =
        FenceObserved.token(
            Objects.requireNonNull(cutover, "a cutover has an id before its fence"));
    return driver.raiseFence(token, deadline());
  }

  /**
   * Lifts the fence that was read, and no other. One of another cutover than the one that was heard
   * of may be the fence of whoever has taken over meanwhile.
   */
  void liftFence(SourceFacts facts) {
    if (!facts.fencedBy(desired.cutoverId()) && !facts.unfenced()) {
      requireActive("The fence of source %s is not lifted: it is none of what was ordered last");
    }
    facts.fence().ifPresent(fence -> driver.liftFence(fence.token()));
  }

  private void requireActive(String otherwise) {
    if (!active.getAsBoolean()) {
      throw new TributaryException(
          ReconcileError.NOT_ACTIVE,
          otherwise.formatted(moving.source().name())
              + ", and the broker does not confirm that this instance is the active one.",
          moving.fields());
    }
  }

  void open() {
    driver.open();
    apply.readAsideAnew(moving.stream());
  }

  /** When the pause of the cutover is over. */
  private Instant deadline() {
    return desired.deadline() != null ? desired.deadline() : clock.instant().plus(FENCE_LIMIT);
  }

  /** What the target remembers; not asked where nobody ever ordered to begin anew. */
  long begunAnew() {
    return desired.restart(moving.stream()) == 0 ? 0 : driver.begunAnew();
  }

  /**
   * Removes something of the source. What is removed for an order to begin it anew is made again
   * while the migration goes on, so that whoever comes late, because another instance has taken
   * over, must not remove what that one has made.
   */
  void removing(Consumer<SourceDriver> removal) {
    switch (desired.goal()) {
      case REPLICATE, STAND_BY -> {
        requireActive("Nothing of source %s is removed: it was ordered to begin anew");
        if (!driver.unlessBegunAnew(
            desired.restart(moving.stream()), () -> removal.accept(driver))) {
          throw new TributaryException(
              ReconcileError.BEGUN_ANEW,
              "Nothing more of source %s is removed: another instance has begun it anew for the order of generation %d already."
                  .formatted(moving.source().name(), desired.restart(moving.stream())),
              moving.fields());
        }
      }
      case IDLE,
          PREFLIGHT,
          REHEARSE,
          PAUSE,
          FENCE,
          VERIFY,
          OPEN,
          SWITCHED,
          COMPLETE,
          ABORT,
          WITHDRAW ->
          removal.accept(driver);
    }
  }

  long beginAnew() {
    requireActive("Source %s is not begun anew");
    long order = desired.restart(moving.stream());
    apply.forget(moving.stream());
    apply.forget(moving.stream().opposite());
    driver.beginAnew(order);
    return order;
  }

  boolean aborting() {
    return desired.goal() == MigrationGoal.ABORT;
  }
}
