package io.tributary.cdc.reconcile;

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
    return switch (step) {
      case INSPECT -> inspect(migration, source, facts);
      case PREPARE -> {
        parts.schema().prepare(migration, source);
        yield facts.with(Fact.PREPARED, true).with(Fact.TARGET_CLEAN, false);
      }
      case CAPTURE -> {
        parts.capture().ensure(migration, source);
        yield facts.with(Fact.CAPTURED, true).with(Fact.RETIRED, false);
      }
      case START_APPLY -> {
        Runnable finish = () -> parts.schema().finishAfterSnapshot(migration, source);
        parts.apply().start(migration, source, finish);
        yield facts.with(Fact.APPLYING, true);
      }
      case STOP_APPLY -> {
        parts.apply().stop(stream);
        yield facts.with(Fact.APPLYING, false);
      }
      case REHEARSE -> {
        rehearse(migration, source);
        yield facts.with(Fact.REHEARSED, true);
      }
      case END_REHEARSAL -> {
        endRehearsal();
        yield facts.with(Fact.REHEARSED, false);
      }
      case RAISE_FENCE -> {
        UnfollowedChanges changes = unfollowed(migration, source);
        FenceObserved raised =
            parts
                .fence()
                .raise(migration, source, desired.cutoverId(), deadline(desired), changes::refuse);
        yield facts.withFence(Optional.of(raised));
      }
      case LIFT_FENCE -> {
        parts.fence().lift(migration, source);
        yield facts.withFence(Optional.empty());
      }
      case OPEN -> {
        parts.schema().open(migration, source);
        yield facts.with(Fact.OPENED, true);
      }
      case REMOVE_GATE -> {
        parts.schema().removeGate(migration, source);
        yield facts.with(Fact.GATE_REMOVED, true);
      }
      case RETIRE -> {
        parts.capture().remove(migration, source, desired.goal() == Goal.ABORT);
        yield facts.with(Fact.CAPTURED, false).with(Fact.RETIRED, true);
      }
      case CLEAN_TARGET -> {
        parts.schema().remove(migration, source);
        yield facts.with(Fact.PREPARED, false).with(Fact.TARGET_CLEAN, true);
      }
      case NONE -> facts;
    };
  }

  private void rehearse(Migration migration, Source source) {
    try {
      parts.fence().rehearse(migration, source, unfollowed(migration, source)::refuse);
      parts.schema().rehearseOpening(migration, source);
    } catch (RuntimeException e) {
      endRehearsal();
      throw e;
    }
  }

  private UnfollowedChanges unfollowed(Migration migration, Source source) {
    return UnfollowedChanges.since(parts.databases(), migration, source);
  }

  private void endRehearsal() {
    parts.fence().endRehearsal(stream);
    parts.schema().endRehearsal(stream);
  }

  private SourceFacts inspect(Migration migration, Source source, SourceFacts facts) {
    return facts
        .withFence(parts.fence().standing(migration, source))
        .with(Fact.OPENED, parts.schema().opened(migration, source))
        .with(Fact.INSPECTED, true);
  }

  private Instant deadline(DesiredState desired) {
    return desired.deadline() != null ? desired.deadline() : clock.instant().plus(FENCE_LIMIT);
  }
}
