package io.tributary.cdc.reconcile;

import io.tributary.common.observed.FenceObserved;
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
 */
record SourceFacts(
    Set<SourceFact> known, Optional<FenceObserved> fence, @Nullable String fenceTokenPassed) {

  SourceFacts {
    known = Set.copyOf(known);
  }

  /** Nothing known: a process that just took over. */
  static SourceFacts unknown() {
    return new SourceFacts(Set.of(), Optional.empty(), null);
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
    return new SourceFacts(next, fence, fenceTokenPassed);
  }

  /** Nothing known of what stands in the databases: somebody else changes it. */
  SourceFacts withoutDatabases() {
    return with(SourceFact.INSPECTED, false)
        .with(SourceFact.OPENED, false)
        .with(SourceFact.DRAIN_CHECKED, false)
        .withFence(Optional.empty());
  }

  SourceFacts withFence(Optional<FenceObserved> standing) {
    return new SourceFacts(known, standing, fenceTokenPassed);
  }

  SourceFacts withTokenPassed(@Nullable String token) {
    return new SourceFacts(known, fence, token);
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
    return drainedTo(cutoverId) && is(SourceFact.DRAIN_CHECKED);
  }
}
