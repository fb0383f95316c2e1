package io.tributary.cdc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.model.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A source begins anew once for each order. */
class SourceRestartDecisionTest extends SourceDecisionBench {
  @Test
  void removesEverythingOnceForEachOrderToBeginAnewAndMakesItAgain() {
    // given a stream that has stopped for good, or runs
    DesiredState desired = restarting(MigrationGoal.REPLICATE, 5);
    SourceFacts facts = running();

    // then
    assertThat(step(desired, facts, OUT)).isEqualTo(SourceStep.STOP_APPLY);
    facts = facts.with(SourceFact.APPLYING, false);
    assertThat(step(desired, facts.withFence(fence(TOKEN)), OUT)).isEqualTo(SourceStep.LIFT_FENCE);
    assertThat(step(desired, facts, OUT)).isEqualTo(SourceStep.RETIRE);
    facts = facts.with(SourceFact.RETIRED, true).with(SourceFact.CAPTURED, false);
    assertThat(step(desired, facts, OUT)).isEqualTo(SourceStep.CLEAN_TARGET);
    facts = facts.with(SourceFact.TARGET_CLEAN, true).with(SourceFact.PREPARED, false);
    assertThat(step(desired, facts, OUT)).as("its way back is there").isEqualTo(SourceStep.NONE);
    facts = facts.with(SourceFact.OPPOSITE_GONE, true);
    assertThat(step(desired, facts, OUT)).isEqualTo(SourceStep.BEGIN_ANEW);
    facts = facts.withRestarted(5);
    assertThat(step(desired, facts, OUT)).isEqualTo(SourceStep.PREPARE);
    assertThat(step(restarting(MigrationGoal.REPLICATE, 6), running().withRestarted(5), OUT))
        .isEqualTo(SourceStep.STOP_APPLY);
  }

  @Test
  void hasNotReachedItsGoalBeforeItHasBegunAnew() {
    DesiredState desired = restarting(MigrationGoal.REPLICATE, 5);
    assertThat(new SourceDecision(desired, running(), OUT).achieved()).isFalse();
    assertThat(new SourceDecision(desired, running().withRestarted(5), OUT).achieved()).isTrue();
  }

  @Test
  void removesNothingInAnyOtherGoalThanTheOneTheOrderWasGivenIn() {
    List<String> removing = new ArrayList<>();
    for (MigrationGoal goal : MigrationGoal.values()) {
      DesiredState with = restarting(goal, 5);
      DesiredState without = restarting(goal, 0);
      for (SourceFacts facts : everyCombination()) {
        SourceFacts out =
            goal == MigrationGoal.REPLICATE
                ? facts.with(SourceFact.INSPECTED, true).with(SourceFact.OPENED, true)
                : facts;
        boolean same = step(with, out, OUT) == step(without, out, OUT);
        StreamId back = OUT.opposite();
        if (!same) {
          removing.add(goal + " " + out);
        }
        if (goal != MigrationGoal.STAND_BY
            && step(with, facts, back) != step(without, facts, back)) {
          removing.add(goal + " on the way back " + facts);
        }
      }
    }
    assertThat(removing).isEmpty();
  }

  @Test
  void takesTheWayBackAwayOnlyWhereItIsKnownThatTheWayOutHasYetToBeginAnew() {
    // given
    StreamId back = OUT.opposite();
    DesiredState desired = restarting(MigrationGoal.STAND_BY, 5);
    SourceFacts out = SourceFacts.unknown().with(SourceFact.SNAPSHOT_COMPLETE, true);
    SourceFacts inspected = out.with(SourceFact.INSPECTED, true);

    // then
    assertThat(step(desired, running().beside(Optional.of(out), desired, back), back))
        .isEqualTo(SourceStep.NONE);
    assertThat(step(desired, running().beside(Optional.of(inspected), desired, back), back))
        .isEqualTo(SourceStep.STOP_APPLY);
    SourceFacts copying = inspected.withRestarted(5).with(SourceFact.SNAPSHOT_COMPLETE, false);
    SourceFacts gone = SourceFacts.unknown().beside(Optional.of(copying), desired, back);
    assertThat(step(desired, gone, back)).as("rows are copied").isEqualTo(SourceStep.NONE);
    SourceFacts copied = copying.with(SourceFact.SNAPSHOT_COMPLETE, true);
    assertThat(step(desired, gone.beside(Optional.of(copied), desired, back), back))
        .isEqualTo(SourceStep.PREPARE);
  }

  @Test
  void nothingOfAWayBackGoesBesideAnOpenTarget() {
    // given
    StreamId back = OUT.opposite();
    DesiredState desired = restarting(MigrationGoal.STAND_BY, 5);
    SourceFacts open =
        SourceFacts.unknown().with(SourceFact.INSPECTED, true).with(SourceFact.OPENED, true);

    // then
    assertThat(step(desired, running().beside(Optional.of(open), desired, back), back))
        .isEqualTo(SourceStep.NONE);
  }

  @Test
  void nothingOfAWayBackIsMadeWhileItIsNotKnownWhetherTheWayOutHasBegunAnew() {
    // given a way back that was removed, and a way out that looks anew
    StreamId back = OUT.opposite();
    DesiredState desired = restarting(MigrationGoal.STAND_BY, 5);
    SourceFacts out = SourceFacts.unknown().with(SourceFact.SNAPSHOT_COMPLETE, true);
    SourceFacts removed =
        SourceFacts.unknown().with(SourceFact.RETIRED, true).with(SourceFact.TARGET_CLEAN, true);

    // then
    assertThat(step(desired, removed.beside(Optional.of(out), desired, back), back))
        .isEqualTo(SourceStep.NONE);
    DesiredState rollback = restarting(MigrationGoal.FENCE, 5);
    assertThat(removed.beside(Optional.of(out), rollback, back).is(SourceFact.WAITING))
        .as("nobody looks at the way out while a rollback is under way")
        .isFalse();
  }

  @Test
  void aWayBackIsGoneOnlyOnceItHasHeardOfTheOrder() {
    // given
    DesiredState desired = restarting(MigrationGoal.REPLICATE, 5);
    SourceFacts earlier =
        SourceFacts.unknown()
            .with(SourceFact.RETIRED, true)
            .with(SourceFact.TARGET_CLEAN, true)
            .under(decide(MigrationGoal.STAND_BY, running()).desired());

    // then
    assertThat(running().beside(Optional.of(earlier), desired, OUT).is(SourceFact.OPPOSITE_GONE))
        .isFalse();
    SourceFacts heard = earlier.under(desired);
    assertThat(running().beside(Optional.of(heard), desired, OUT).is(SourceFact.OPPOSITE_GONE))
        .isTrue();
    assertThat(running().beside(Optional.empty(), desired, OUT).is(SourceFact.OPPOSITE_GONE))
        .isTrue();
  }
}
