package io.tributary.cdc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.RehearsalStage;
import io.tributary.common.model.Direction;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.quarantine.QuarantineContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SourceDecisionTest {
  private static final StreamId OUT = new StreamId("shop", "src");
  private static final String TOKEN = "cutover-1";
  private static final String OLD_TOKEN = "cutover-0";

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
  void rehearsesOnceWhileTheSourceIsOpenAndLetsGoWhenTheCutoverIsUndone() {
    // given
    SourceFacts streaming = running();

    // when
    SourceFacts ready = streaming.with(SourceFact.REHEARSED, true);
    SourceFacts rehearsed = ready.with(SourceFact.CAUGHT_UP, true);

    // then
    assertThat(decide(MigrationGoal.REHEARSE, streaming).next()).isEqualTo(SourceStep.REHEARSE);
    assertThat(decide(MigrationGoal.REHEARSE, streaming).achieved()).isFalse();
    assertThat(decide(MigrationGoal.REHEARSE, ready).next()).isEqualTo(SourceStep.NONE);
    assertThat(decide(MigrationGoal.REHEARSE, ready).achieved()).isFalse();
    assertThat(decide(MigrationGoal.REHEARSE, rehearsed).next()).isEqualTo(SourceStep.NONE);
    assertThat(decide(MigrationGoal.REHEARSE, rehearsed).achieved()).isTrue();
    assertThat(decide(MigrationGoal.FENCE, rehearsed).next()).isEqualTo(SourceStep.RAISE_FENCE);
    for (MigrationGoal undone :
        List.of(MigrationGoal.REPLICATE, MigrationGoal.PAUSE, MigrationGoal.ABORT)) {
      SourceFacts stopped = rehearsed.with(SourceFact.APPLYING, undone == MigrationGoal.REPLICATE);
      assertThat(decide(undone, stopped).next()).isEqualTo(SourceStep.END_REHEARSAL);
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
  void beginsNothingWhileTheOtherDirectionHasToComeFirst() {
    // given
    SourceFacts facts = SourceFacts.unknown().with(SourceFact.WAITING, true);

    // then
    assertThat(decide(MigrationGoal.STAND_BY, facts).next()).isEqualTo(SourceStep.NONE);
    assertThat(decide(MigrationGoal.STAND_BY, facts).achieved()).isFalse();
    facts = facts.with(SourceFact.WAITING, false);
    assertThat(decide(MigrationGoal.STAND_BY, facts).next()).isEqualTo(SourceStep.PREPARE);
    assertThat(decide(MigrationGoal.STAND_BY, running()).achieved()).isTrue();
  }

  @Test
  void raisesTheFenceAnewWhenAnOlderCutoversFenceStands() {
    // given
    SourceFacts facts = running().withFence(fence(OLD_TOKEN)).withTokenPassed(OLD_TOKEN);

    // then
    assertThat(decide(MigrationGoal.FENCE, facts).next()).isEqualTo(SourceStep.RAISE_FENCE);
    assertThat(decide(MigrationGoal.FENCE, facts).achieved()).isFalse();
  }

  @Test
  void goesOnApplyingBehindTheFenceUntilTheTokenIsPassed() {
    // given a process that took over in the middle of a cutover
    SourceFacts facts =
        SourceFacts.unknown().with(SourceFact.INSPECTED, true).withFence(fence(TOKEN));

    // then it prepares, captures and applies although the source is fenced
    assertThat(decide(MigrationGoal.FENCE, facts).next()).isEqualTo(SourceStep.PREPARE);
    facts = facts.with(SourceFact.PREPARED, true);
    assertThat(decide(MigrationGoal.FENCE, facts).next()).isEqualTo(SourceStep.CAPTURE);
    facts = facts.with(SourceFact.CAPTURED, true);
    assertThat(decide(MigrationGoal.FENCE, facts).next()).isEqualTo(SourceStep.START_APPLY);
    facts = facts.with(SourceFact.APPLYING, true).withTokenPassed(TOKEN);
    assertThat(decide(MigrationGoal.FENCE, facts).next()).isEqualTo(SourceStep.CHECK_DRAINED);
    assertThat(decide(MigrationGoal.FENCE, facts).achieved()).isFalse();
    facts = facts.leaving(QuarantineContent.NOTHING);
    assertThat(decide(MigrationGoal.FENCE, facts).next()).isEqualTo(SourceStep.NONE);
    assertThat(decide(MigrationGoal.FENCE, facts).achieved()).isTrue();
    // and whoever takes over, or raises another fence, counts anew
    facts = facts.withFence(fence(TOKEN));
    assertThat(decide(MigrationGoal.FENCE, facts).next()).isEqualTo(SourceStep.CHECK_DRAINED);
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

  @Test
  void liftsTheFenceWhenTheCutoverIsGivenUp() {
    // given
    SourceFacts facts = running().withFence(fence(TOKEN));

    // then
    assertThat(decide(MigrationGoal.REPLICATE, facts).next()).isEqualTo(SourceStep.LIFT_FENCE);
    assertThat(decide(MigrationGoal.REPLICATE, facts).achieved()).isFalse();
    assertThat(decide(MigrationGoal.REPLICATE, running()).achieved()).isTrue();
  }

  @Test
  void watchesTheStreamBehindAnOpenTargetUntilItIsCompleted() {
    // given a process that took over after the switch
    SourceFacts facts =
        SourceFacts.unknown()
            .with(SourceFact.INSPECTED, true)
            .with(SourceFact.OPENED, true)
            .withFence(fence(TOKEN));

    // then
    assertThat(decide(MigrationGoal.SWITCHED, facts).next()).isEqualTo(SourceStep.START_APPLY);
    assertThat(decide(MigrationGoal.SWITCHED, facts).achieved()).isTrue();
    facts = facts.with(SourceFact.APPLYING, true);
    assertThat(decide(MigrationGoal.OPEN, facts).next()).isEqualTo(SourceStep.NONE);
    assertThat(decide(MigrationGoal.SWITCHED, facts).next()).isEqualTo(SourceStep.REMOVE_GATE);
    assertThat(decide(MigrationGoal.COMPLETE, facts).next()).isEqualTo(SourceStep.REMOVE_GATE);
    facts = facts.with(SourceFact.GATE_REMOVED, true);
    assertThat(decide(MigrationGoal.SWITCHED, facts).next()).isEqualTo(SourceStep.NONE);
    assertThat(decide(MigrationGoal.COMPLETE, facts).next()).isEqualTo(SourceStep.STOP_APPLY);
    facts = facts.with(SourceFact.APPLYING, false);
    assertThat(decide(MigrationGoal.COMPLETE, facts).next()).isEqualTo(SourceStep.RETIRE);
    facts = facts.with(SourceFact.RETIRED, true);
    assertThat(decide(MigrationGoal.COMPLETE, facts).next()).isEqualTo(SourceStep.NONE);
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

  private static SourceStep step(DesiredState desired, SourceFacts facts, StreamId stream) {
    return new SourceDecision(desired, facts, stream).next();
  }

  private static DesiredState restarting(MigrationGoal goal, long order) {
    return new DesiredState(
        null,
        8,
        goal,
        TOKEN,
        null,
        false,
        Instant.EPOCH,
        List.of(),
        Set.of(),
        Direction.OUT,
        Map.of("src", order),
        RehearsalStage.STEPS);
  }

  private static SourceFacts running() {
    return SourceFacts.unknown()
        .with(SourceFact.INSPECTED, true)
        .with(SourceFact.PREPARED, true)
        .with(SourceFact.CAPTURED, true)
        .with(SourceFact.APPLYING, true)
        .with(SourceFact.SNAPSHOT_COMPLETE, true);
  }

  private static SourceDecision decide(MigrationGoal goal, SourceFacts facts) {
    return new SourceDecision(
        new DesiredState(null, 7, goal, TOKEN, null, false, Instant.EPOCH),
        facts,
        new StreamId("shop", "src"));
  }

  private static Optional<FenceObserved> fence(String token) {
    return Optional.of(new FenceObserved(token, 42, false, Instant.EPOCH, 0));
  }

  private static List<SourceFacts> everyCombination() {
    List<SourceFacts> all = new ArrayList<>();
    int count = 1 << SourceFact.values().length;
    for (int bits = 0; bits < count; bits++) {
      EnumSet<SourceFact> known = EnumSet.noneOf(SourceFact.class);
      for (SourceFact fact : SourceFact.values()) {
        if ((bits & 1 << fact.ordinal()) != 0) {
          known.add(fact);
        }
      }
      for (String standing : new String[] {null, OLD_TOKEN, TOKEN}) {
        for (String passed : new String[] {null, OLD_TOKEN, TOKEN}) {
          SourceFacts uncounted =
              new SourceFacts(
                  known,
                  standing == null ? Optional.empty() : fence(standing),
                  passed,
                  HeardOrder.NONE);
          all.add(uncounted);
          all.add(uncounted.leaving(QuarantineContent.NOTHING));
        }
      }
    }
    return all;
  }
}
