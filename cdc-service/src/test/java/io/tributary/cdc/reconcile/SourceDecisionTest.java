package io.tributary.cdc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.MigrationGoal;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is never decided, whatever the facts are. */
class SourceDecisionTest extends SourceDecisionBench {
  @Test
  void opensOnlyAfterThisCutoversFenceIsDrained() {
    for (MigrationGoal goal : MigrationGoal.values()) {
      for (SourceFacts facts : everyCombination()) {
        // when
        SourceStep step = decide(goal, facts).next();

        // then
        if (step == SourceStep.OPEN) {
          assertThat(facts.drainedTo(TOKEN)).as("%s %s", goal, facts).isTrue();
          assertThat(facts.is(SourceFact.INSPECTED)).isTrue();
          assertThat(goal).isIn(MigrationGoal.OPEN, MigrationGoal.SWITCHED, MigrationGoal.COMPLETE);
        }
      }
    }
  }

  @Test
  void neverLiftsTheFenceOfASourceWhoseTargetIsOpen() {
    for (MigrationGoal goal : MigrationGoal.values()) {
      for (SourceFacts facts : everyCombination()) {
        // when
        SourceStep step = decide(goal, facts).next();

        // then
        if (step == SourceStep.LIFT_FENCE) {
          assertThat(facts.is(SourceFact.OPENED)).as("%s %s", goal, facts).isFalse();
        }
      }
    }
  }

  @Test
  void removesTheConnectorOnlyWhenNothingIsFencedOrTheTargetIsOpen() {
    for (MigrationGoal goal : MigrationGoal.values()) {
      for (SourceFacts facts : everyCombination()) {
        // when
        SourceStep step = decide(goal, facts).next();

        // then
        if (goal != MigrationGoal.WITHDRAW
            && (step == SourceStep.RETIRE || step == SourceStep.CLEAN_TARGET)) {
          assertThat(facts.is(SourceFact.OPENED) || facts.unfenced())
              .as("%s %s", goal, facts)
              .isTrue();
          assertThat(facts.is(SourceFact.APPLYING)).isFalse();
        }
      }
    }
  }

  @Test
  void raisesTheFenceOnlyWhenItIsWantedAndRehearsesOnlyWithoutOne() {
    for (MigrationGoal goal : MigrationGoal.values()) {
      for (SourceFacts facts : everyCombination()) {
        // when
        SourceStep step = decide(goal, facts).next();

        // then
        if (step == SourceStep.RAISE_FENCE) {
          assertThat(goal)
              .isNotIn(
                  MigrationGoal.REPLICATE,
                  MigrationGoal.REHEARSE,
                  MigrationGoal.PAUSE,
                  MigrationGoal.ABORT);
        }
        if (step == SourceStep.REHEARSE) {
          assertThat(facts.unfenced() && !facts.is(SourceFact.OPENED)).isTrue();
        }
      }
    }
  }

  @Test
  void touchesNothingBeforeItHasLookedAtTheDatabases() {
    for (MigrationGoal goal :
        EnumSet.complementOf(EnumSet.of(MigrationGoal.STAND_BY, MigrationGoal.WITHDRAW))) {
      // when
      SourceStep step = decide(goal, SourceFacts.unknown()).next();

      // then
      assertThat(step).isIn(SourceStep.INSPECT, SourceStep.NONE);
    }
  }

  @Test
  void touchesNoFenceAndOpensNothingWhileTheOtherDirectionActs() {
    for (MigrationGoal goal : List.of(MigrationGoal.STAND_BY, MigrationGoal.WITHDRAW)) {
      for (SourceFacts facts : everyCombination()) {
        assertThat(decide(goal, facts).next())
            .as("%s %s", goal, facts)
            .isNotIn(
                SourceStep.RAISE_FENCE,
                SourceStep.LIFT_FENCE,
                SourceStep.OPEN,
                SourceStep.REMOVE_GATE);
      }
    }
  }

  @Test
  void checksWhatWasDrainedOnlyWhileTheCutoverCanBeUndone() {
    for (MigrationGoal goal : MigrationGoal.values()) {
      for (SourceFacts facts : everyCombination()) {
        // when
        SourceStep step = decide(goal, facts).next();

        // then
        if (step == SourceStep.CHECK_DRAINED) {
          assertThat(goal).isIn(MigrationGoal.FENCE, MigrationGoal.VERIFY);
          assertThat(facts.drainedTo(TOKEN)).isTrue();
        }
      }
    }
  }
}
