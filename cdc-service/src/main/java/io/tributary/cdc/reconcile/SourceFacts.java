package io.tributary.cdc.reconcile;

import io.tributary.cdc.apply.ApplyStatus;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.quarantine.QuarantineContent;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a source, from its databases and from this process.
 *
 * @param known what is true
 * @param fence the fence that stands at the source
 * @param fenceTokenPassed the last fence token that apply has passed, null before the first
 * @param heard the desired state that was heard last
 * @param restarted the last order to begin anew for which everything of the source was removed, 0
 *     before the first
 */
record SourceFacts(
    Set<SourceFact> known,
    Optional<FenceObserved> fence,
    @Nullable String fenceTokenPassed,
    HeardOrder heard,
    long restarted) {

  SourceFacts {
    known = Set.copyOf(known);
  }

  /** A source that was never ordered to begin anew. */
  SourceFacts(
      Set<SourceFact> known,
      Optional<FenceObserved> fence,
      @Nullable String fenceTokenPassed,
      HeardOrder heard) {
    this(known, fence, fenceTokenPassed, heard, 0);
  }

  /** Nothing known: a process that just took over. */
  static SourceFacts unknown() {
    return new SourceFacts(Set.of(), Optional.empty(), null, HeardOrder.NONE);
  }

  boolean is(SourceFact fact) {
    return known.contains(fact);
  }

  SourceFacts with(SourceFact fact, boolean holds) {
    EnumSet<SourceFact> next = EnumSet.noneOf(SourceFact.class);
    next.addAll(known);
    if (holds) {
      next.add(fact);
    } else {
      next.remove(fact);
    }
    return new SourceFacts(next, fence, fenceTokenPassed, heard, restarted);
  }

  /**
   * The same beside the other direction of its source. A way back begins when the rows are in, and
   * goes when the way out begins anew, which alone remembers that it has: while that is not known,
   * nothing of the way back goes and nothing of it is made, and where the target is open, nothing
   * of it goes in any case.
   *
   * @param opposite what is known of the other direction, empty where there is none
   */
  SourceFacts beside(Optional<SourceFacts> opposite, DesiredState desired, StreamId stream) {
    if (!stream.goesBack()) {
      return with(
          SourceFact.OPPOSITE_GONE, opposite.map(o -> o.gone(desired.generation())).orElse(true));
    }
    long ordered = desired.restart(stream);
    boolean mayGo = ordered > 0 && desired.goal() == MigrationGoal.STAND_BY;
    return with(
            SourceFact.WAITING,
            !opposite
                .map(out -> out.complete() && (!mayGo || out.is(SourceFact.INSPECTED)))
                .orElse(true))
        .withRestarted(
            opposite
                .filter(out -> out.is(SourceFact.INSPECTED) && !out.is(SourceFact.OPENED))
                .map(SourceFacts::restarted)
                .orElse(ordered));
  }

  /** The same with what apply says of itself. */
  SourceFacts with(ApplyStatus status) {
    boolean failedForGood = status.error() != null && !status.error().retryable();
    // With the target open, apply only watches: what it finds is told, and stops nothing.
    boolean applying = is(SourceFact.APPLYING) && (!failedForGood || is(SourceFact.OPENED));
    return with(SourceFact.APPLYING, applying)
        .with(SourceFact.SNAPSHOT_COMPLETE, status.snapshotComplete() && is(SourceFact.PREPARED))
        .withTokenPassed(status.fenceTokenPassed());
  }

  /**
   * What still holds under a desired state. While a stream stands by, others change sides; so they
   * may have while it missed what it was told.
   */
  SourceFacts under(DesiredState desired) {
    boolean holds = desired.goal() != MigrationGoal.STAND_BY && heard.leadsTo(desired);
    SourceFacts still = holds || !is(SourceFact.INSPECTED) ? this : withoutDatabases();
    return still.hearing(HeardOrder.of(desired));
  }

  private SourceFacts hearing(HeardOrder order) {
    return heard.equals(order)
        ? this
        : new SourceFacts(known, fence, fenceTokenPassed, order, restarted);
  }

  /** Nothing known of what stands in the databases: somebody else changes it. */
  SourceFacts withoutDatabases() {
    return with(SourceFact.INSPECTED, false)
        .with(SourceFact.OPENED, false)
        .withFence(Optional.empty());
  }

  SourceFacts withFence(Optional<FenceObserved> standing) {
    return new SourceFacts(known, standing, fenceTokenPassed, heard, restarted);
  }

  /** The same with what was counted behind the standing fence, and found good. */
  SourceFacts leaving(QuarantineContent counted) {
    return withFence(fence.map(standing -> standing.leaving(counted)));
  }

  /** Whether what the last changes before the standing fence brought was counted. */
  boolean counted() {
    return fence.map(FenceObserved::aside).isPresent();
  }

  SourceFacts withTokenPassed(@Nullable String token) {
    return new SourceFacts(known, fence, token, heard, restarted);
  }

  SourceFacts withRestarted(long order) {
    return restarted == order
        ? this
        : new SourceFacts(known, fence, fenceTokenPassed, heard, order);
  }

  /** Whether nothing is left of the stream, as it is under this order or a later one. */
  boolean gone(long generation) {
    return heard.generation() >= generation
        && is(SourceFact.RETIRED)
        && is(SourceFact.TARGET_CLEAN)
        && !is(SourceFact.APPLYING);
  }

  /** Whether all rows that the source had at the start are in, so that the way back may begin. */
  boolean complete() {
    return is(SourceFact.SNAPSHOT_COMPLETE) || is(SourceFact.OPENED);
  }

  boolean unfenced() {
    return fence.isEmpty();
  }

  /** Whether the source refuses writes since this cutover, or since the one with this token. */
  boolean fencedBy(@Nullable String cutoverId) {
    return fence.map(f -> f.raisedIn(cutoverId)).orElse(false);
  }

  /** The same, and all its accepted writes are applied: those before this very fence. */
  boolean drainedTo(@Nullable String cutoverId) {
    return fencedBy(cutoverId) && fence.map(f -> f.token().equals(fenceTokenPassed)).orElse(false);
  }

  /** The same, and what they brought was found good. */
  boolean openableAt(@Nullable String cutoverId) {
    return drainedTo(cutoverId) && counted();
  }
}
