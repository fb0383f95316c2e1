package io.tributary.cdc.reconcile;

import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.StreamPlan;
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
            moving, driver.initialRows(), driver.committers(), driver::finishAfterSnapshot));
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
      requireActive();
    }
    facts.fence().ifPresent(fence -> driver.liftFence(fence.token()));
  }

  private void requireActive() {
    if (!active.getAsBoolean()) {
      throw new TributaryException(
          ReconcileError.NOT_ACTIVE,
          "The fence of source %s is not lifted: it is none of what was ordered last, and the broker does not confirm that this instance is the active one."
              .formatted(moving.source().name()),
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

  boolean aborting() {
    return desired.goal() == MigrationGoal.ABORT;
  }
}
