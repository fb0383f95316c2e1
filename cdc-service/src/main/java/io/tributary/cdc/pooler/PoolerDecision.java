package io.tributary.cdc.pooler;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.model.Direction;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides the next step of a pooler and whether its goal is reached. Clients are held only before a
 * fence is asked for and never beyond their limit, and a pooler is led to another side only when
 * that was opened: whatever is undone lets them go on where they were. Pure.
 */
record PoolerDecision(DesiredState desired, PoolerFacts facts, Instant now) {

  /** The next step. */
  PoolerStep next() {
    if (!facts.read()) {
      return PoolerStep.READ;
    }
    return switch (desired.clients()) {
      case FREE -> free();
      case HELD -> held();
      case MOVED -> moved();
    };
  }

  /** Whether what is asked of it is reached. */
  boolean achieved() {
    return facts.read()
        && switch (desired.clients()) {
          case FREE -> facts.mark().isEmpty() && (!rehearsing() || proven());
          case HELD -> ours() && facts.paused();
          case MOVED -> facts.mark().isEmpty() && leading();
        };
  }

  private PoolerStep free() {
    if (facts.mark().isPresent()) {
      return PoolerStep.RESUME;
    }
    return rehearsing() && !proven() ? PoolerStep.PROVE : PoolerStep.NONE;
  }

  private PoolerStep held() {
    if (facts.mark().isPresent()) {
      if (!ours() || over() || isThisCutover(facts.ended())) {
        return PoolerStep.RESUME;
      }
      return facts.paused() ? PoolerStep.NONE : PoolerStep.PAUSE;
    }
    return mayBegin() ? PoolerStep.PAUSE : PoolerStep.NONE;
  }

  /** Behind a fence nobody is held anew: it would only take the place of what fails at once. */
  private boolean mayBegin() {
    return desired.goal() == MigrationGoal.REHEARSE
        && desired.deadline() != null
        && now.isBefore(desired.deadline())
        && !isThisCutover(facts.ended());
  }

  private PoolerStep moved() {
    if (over()) {
      return PoolerStep.RESUME;
    }
    if (!leading()) {
      return PoolerStep.REPOINT;
    }
    return facts.mark().isPresent() ? PoolerStep.RESUME : PoolerStep.NONE;
  }

  private boolean leading() {
    return facts.moved() == (desired.direction() == Direction.OUT)
        && isThisCutover(facts.leading());
  }

  private boolean rehearsing() {
    return desired.goal() == MigrationGoal.REHEARSE;
  }

  private boolean proven() {
    return isThisCutover(facts.proven());
  }

  private boolean ours() {
    return isThisCutover(facts.mark().map(HoldMark::cutoverId));
  }

  /** Whether the clients have to be let go, whatever is asked. */
  boolean over() {
    return facts.mark().filter(mark -> !now.isBefore(mark.until())).isPresent();
  }

  private boolean isThisCutover(Optional<String> id) {
    return id.isPresent() && id.get().equals(desired.cutoverId());
  }
}
