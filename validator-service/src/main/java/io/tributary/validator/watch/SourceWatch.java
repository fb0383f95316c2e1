package io.tributary.validator.watch;

import io.tributary.common.desired.Goal;
import io.tributary.common.event.TableVerdict;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import java.util.List;

/**
 * Follows the goal for one source: passes while it replicates, one verification per cutover behind
 * the fence, nothing otherwise. Thread-safe; nothing here waits.
 */
public final class SourceWatch implements AutoCloseable {
  private static final int DIFFERENCES_OBSERVED = 3;

  private final Migration migration;
  private final Source plan;
  private final Surroundings surroundings;
  private volatile Verdicts verdicts = new Verdicts();
  private Passes passes;
  private BehindFence behindFence;
  private long generation;
  private long passesBefore;

  /** Watches a source of a migration once told the goal. */
  public SourceWatch(Migration migration, Source plan, Surroundings surroundings) {
    this.migration = migration;
    this.plan = plan;
    this.surroundings = surroundings;
  }

  /** Works towards a goal; a repeated goal changes nothing but the generation. */
  public synchronized void desire(Goal goal, long newGeneration, String cutoverId) {
    generation = newGeneration;
    switch (goal) {
      case REPLICATE -> {
        stopVerification();
        startPasses();
      }
      case REHEARSE -> {
        stopPasses();
        startVerification(cutoverId, true);
      }
      case FENCE, VERIFY -> {
        stopPasses();
        startVerification(cutoverId, false);
        behindFence.expectFence();
      }
      case PAUSE -> stopRuns();
      case IDLE, PREFLIGHT, OPEN, SWITCHED, COMPLETE, ABORT -> close();
    }
  }

  /** Starts a pass now; false when the source is not being replicated. */
  public synchronized boolean recheck() {
    if (passes != null) {
      passes.recheck();
    }
    return passes != null;
  }

  /** The latest verdict of each table. */
  public List<TableVerdict> verdicts() {
    return verdicts.all();
  }

  /** Which stream this watches. */
  public StreamId stream() {
    return new StreamId(migration.name(), plan.name());
  }

  /** Whether this watches exactly that plan. */
  public boolean watches(Migration other, Source otherPlan) {
    return plan.equals(otherPlan)
        && migration.target().equals(other.target())
        && migration.validation().equals(other.validation());
  }

  private void startPasses() {
    if (passes == null) {
      passes = new Passes(migration, plan, surroundings, verdicts, this::publish);
      surroundings.executor().execute(passes);
    }
  }

  private void startVerification(String cutoverId, boolean rehearse) {
    if (behindFence != null && behindFence.cutoverId().equals(cutoverId)) {
      if (behindFence.done() || behindFence.rehearsed()) {
        publish();
      }
      return;
    }
    stopVerification();
    behindFence =
        new BehindFence(
            migration, plan, surroundings, verdicts, cutoverId, rehearse, this::publish);
    surroundings.executor().execute(behindFence);
  }

  private void stopPasses() {
    if (passes != null) {
      passes.stop();
      passesBefore += passes.finished();
      passes = null;
    }
  }

  private void stopVerification() {
    if (behindFence != null) {
      behindFence.stop();
      behindFence = null;
    }
  }

  private void stopRuns() {
    stopPasses();
    stopVerification();
  }

  private synchronized void publish() {
    String rehearsed =
        behindFence != null && behindFence.rehearsed() ? behindFence.cutoverId() : null;
    String verified = behindFence != null && behindFence.done() ? behindFence.cutoverId() : null;
    surroundings
        .reports()
        .observed(
            new ValidationObserved(
                migration.name(),
                plan.name(),
                generation,
                rehearsed,
                verified,
                passesBefore + (passes == null ? 0 : passes.finished()),
                verdicts().stream().map(SourceWatch::compact).toList(),
                surroundings.clock().instant()));
  }

  /** The observed topic is for decisions; all differences are on the validation topic. */
  private static TableVerdict compact(TableVerdict v) {
    return new TableVerdict(
        v.migration(),
        v.source(),
        v.table(),
        v.target(),
        v.sourceRows(),
        v.targetRows(),
        v.quarantinedRows(),
        v.verdict(),
        v.position(),
        v.sourceDigest(),
        v.targetDigest(),
        v.differences().stream().limit(DIFFERENCES_OBSERVED).toList(),
        v.differenceCount(),
        v.unsettledRows(),
        v.scope(),
        v.comparedAt(),
        v.durationMillis(),
        v.blindSpots(),
        v.neighbours());
  }

  @Override
  public synchronized void close() {
    stopRuns();
    // The stream may be another one when it goes on, so its offsets say nothing any more.
    verdicts = verdicts.asPast();
  }
}
