package io.tributary.cdc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.model.Direction;
import io.tributary.common.model.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of a way back that was given up, and of a source that is gone. */
class SourceRemovalDecisionTest extends SourceDecisionBench {
  @Test
  void removesAWayBackThatWasGivenUpAndNeverMakesItAnew() {
    for (MigrationGoal goal :
        List.of(
            MigrationGoal.REPLICATE,
            MigrationGoal.REHEARSE,
            MigrationGoal.FENCE,
            MigrationGoal.VERIFY,
            MigrationGoal.OPEN,
            MigrationGoal.STAND_BY,
            MigrationGoal.WITHDRAW)) {
      for (SourceFacts facts : everyCombination()) {
        // when
        SourceStep step = decide(goal, facts.with(SourceFact.GIVEN_UP, true)).next();

        // then
        assertThat(step)
            .as("%s %s", goal, facts)
            .isNotIn(
                SourceStep.PREPARE,
                SourceStep.CAPTURE,
                SourceStep.REHEARSE,
                SourceStep.RAISE_FENCE,
                SourceStep.OPEN);
        if (goal == MigrationGoal.REPLICATE && !facts.is(SourceFact.RETIRED)) {
          assertThat(step).isIn(SourceStep.STOP_APPLY, SourceStep.SURRENDER);
        }
        assertThat(decide(MigrationGoal.REHEARSE, facts.with(SourceFact.GIVEN_UP, true)).achieved())
            .isFalse();
      }
    }
  }

  @Test
  void asksNothingOfASourceThatIsAbandoned() {
    for (MigrationGoal goal : List.of(MigrationGoal.ABORT, MigrationGoal.COMPLETE)) {
      DesiredState desired =
          new DesiredState(
              null,
              8,
              goal,
              TOKEN,
              null,
              false,
              Instant.EPOCH,
              List.of(),
              Set.of("src"),
              Direction.OUT);
      for (SourceFacts facts : everyCombination()) {
        assertThat(new SourceDecision(desired, facts, new StreamId("shop", "src")).next())
            .as(goal + " " + facts)
            .isNotIn(
                SourceStep.INSPECT,
                SourceStep.LIFT_FENCE,
                SourceStep.RETIRE,
                SourceStep.RAISE_FENCE,
                SourceStep.CAPTURE);
        assertThat(new SourceDecision(desired, facts, new StreamId("shop", "other")).next())
            .isNotIn(SourceStep.ABANDON, SourceStep.INSPECT_TARGET);
      }
    }
  }

  @Test
  void abandonsASourceAndCleansItsTarget() {
    // given a new process that knows nothing, with the source gone
    DesiredState desired =
        new DesiredState(
            null,
            8,
            MigrationGoal.ABORT,
            TOKEN,
            null,
            false,
            Instant.EPOCH,
            List.of(),
            Set.of("src"),
            Direction.OUT);
    SourceFacts facts = SourceFacts.unknown();

    // then
    assertThat(new SourceDecision(desired, facts, new StreamId("shop", "src")).next())
        .isEqualTo(SourceStep.INSPECT_TARGET);
    facts = facts.with(SourceFact.INSPECTED, true);
    assertThat(new SourceDecision(desired, facts, new StreamId("shop", "src")).next())
        .isEqualTo(SourceStep.ABANDON);
    facts = facts.with(SourceFact.RETIRED, true);
    assertThat(new SourceDecision(desired, facts, new StreamId("shop", "src")).next())
        .isEqualTo(SourceStep.CLEAN_TARGET);
    facts = facts.with(SourceFact.TARGET_CLEAN, true);
    assertThat(new SourceDecision(desired, facts, new StreamId("shop", "src")).achieved()).isTrue();
  }
}
