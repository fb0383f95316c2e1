package io.tributary.cdc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.quarantine.QuarantineContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SourceDecisionTest {
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
    SourceFacts rehearsed = streaming.with(SourceFact.REHEARSED, true);

    // then
    assertThat(decide(MigrationGoal.REHEARSE, streaming).next()).isEqualTo(SourceStep.REHEARSE);
    assertThat(decide(MigrationGoal.REHEARSE, streaming).achieved()).isFalse();
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
        assertThat(new SourceDecision(desired, facts, "src").next())
            .as(goal + " " + facts)
            .isNotIn(
                SourceStep.INSPECT,
                SourceStep.LIFT_FENCE,
                SourceStep.RETIRE,
                SourceStep.RAISE_FENCE,
                SourceStep.CAPTURE);
        assertThat(new SourceDecision(desired, facts, "other").next())
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
    assertThat(new SourceDecision(desired, facts, "src").next())
        .isEqualTo(SourceStep.INSPECT_TARGET);
    facts = facts.with(SourceFact.INSPECTED, true);
    assertThat(new SourceDecision(desired, facts, "src").next()).isEqualTo(SourceStep.ABANDON);
    facts = facts.with(SourceFact.RETIRED, true);
    assertThat(new SourceDecision(desired, facts, "src").next()).isEqualTo(SourceStep.CLEAN_TARGET);
    facts = facts.with(SourceFact.TARGET_CLEAN, true);
    assertThat(new SourceDecision(desired, facts, "src").achieved()).isTrue();
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
        new DesiredState(null, 7, goal, TOKEN, null, false, Instant.EPOCH), facts, "src");
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
