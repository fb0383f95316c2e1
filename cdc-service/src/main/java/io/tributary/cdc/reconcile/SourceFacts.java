package io.tributary.cdc.reconcile;

import io.tributary.common.observed.FenceObserved;
import java.util.EnumSet;
import java.util.Objects;
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

  SourceFacts withFence(Optional<FenceObserved> standing) {
    return new SourceFacts(known, standing, fenceTokenPassed);
  }

  SourceFacts withTokenPassed(@Nullable String token) {
    return new SourceFacts(known, fence, token);
  }

  boolean unfenced() {
    return fence.isEmpty();
  }

  /** Whether the source refuses writes under this token. */
  boolean fencedBy(@Nullable String token) {
    return fence.map(f -> f.token().equals(token)).orElse(false);
  }

  /** Whether the source refuses writes under this token and all its accepted writes are applied. */
  boolean drainedTo(@Nullable String token) {
    return fencedBy(token) && Objects.equals(fenceTokenPassed, token);
  }

  /** The same, and what they brought was found good. */
  boolean openableAt(@Nullable String token) {
    return drainedTo(token) && is(SourceFact.DRAIN_CHECKED);
  }
}
