package io.tributary.cdc.reconcile;

import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.Goal;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Does one step of one source and says what is known afterwards. Blocking; called by one thread per
 * source.
 */
record SourceSteps(SourceParts parts, StreamId stream, Clock clock) {
  private static final Duration FENCE_LIMIT = Duration.ofSeconds(30);

  SourceFacts perform(SourceStep step, DesiredState desired, SourceFacts facts) {
    Migration migration = desired.migration();
    Source source = migration.source(stream.source());
    SourceDriver driver = parts.driver(source);
    return switch (step) {
      case INSPECT ->
          facts
              .withFence(driver.standingFence(migration, source))
              .with(Fact.OPENED, driver.opened(migration, source))
              .with(Fact.INSPECTED, true);
      case PREPARE -> {
        driver.prepare(migration, source);
        yield facts.with(Fact.PREPARED, true).with(Fact.TARGET_CLEAN, false);
      }
      case CAPTURE -> {
        driver.capture(migration, source);
        yield facts.with(Fact.CAPTURED, true).with(Fact.RETIRED, false);
      }
      case START_APPLY -> {
        Runnable finish = () -> driver.finishAfterSnapshot(migration, source);
        parts
            .apply()
            .start(
                migration,
                source,
                driver.initialRows(migration, source),
                driver.tableMaking(migration, source),
                finish);
        yield facts.with(Fact.APPLYING, true);
      }
      case STOP_APPLY -> {
        parts.apply().stop(stream);
        yield facts.with(Fact.APPLYING, false);
      }
      case REHEARSE -> {
        rehearse(driver, migration, source);
        yield facts.with(Fact.REHEARSED, true);
      }
      case END_REHEARSAL -> {
        driver.endRehearsal(stream);
        yield facts.with(Fact.REHEARSED, false);
      }
      case RAISE_FENCE -> {
        FenceObserved raised =
            driver.raiseFence(migration, source, desired.cutoverId(), deadline(desired));
        yield facts.withFence(Optional.of(raised)).with(Fact.DRAIN_CHECKED, false);
      }
      case CHECK_DRAINED -> {
        driver.checkDrained(migration, source);
        yield facts.with(Fact.DRAIN_CHECKED, true);
      }
      case LIFT_FENCE -> {
        driver.liftFence(migration, source);
        yield facts.withFence(Optional.empty()).with(Fact.DRAIN_CHECKED, false);
      }
      case OPEN -> {
        driver.open(migration, source);
        yield facts.with(Fact.OPENED, true);
      }
      case REMOVE_GATE -> {
        driver.removeGate(migration, source);
        yield facts.with(Fact.GATE_REMOVED, true);
      }
      case RETIRE -> {
        driver.removeCapture(migration, source, desired.goal() == Goal.ABORT);
        yield facts.with(Fact.CAPTURED, false).with(Fact.RETIRED, true);
      }
      case CLEAN_TARGET -> {
        driver.removeTarget(migration, source);
        yield facts.with(Fact.PREPARED, false).with(Fact.TARGET_CLEAN, true);
      }
      case NONE -> facts;
    };
  }

  private void rehearse(SourceDriver driver, Migration migration, Source source) {
    try {
      driver.rehearse(migration, source);
    } catch (RuntimeException e) {
      driver.endRehearsal(stream);
      throw e;
    }
  }

  private Instant deadline(DesiredState desired) {
    return desired.deadline() != null ? desired.deadline() : clock.instant().plus(FENCE_LIMIT);
  }
}
