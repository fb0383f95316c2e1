package io.tributary.cdc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.Goal;
import io.tributary.common.observed.FenceObserved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceDecisionTest {
  private static final String TOKEN = "cutover-1";
  private static final String OLD_TOKEN = "cutover-0";

  @Test
  void opensOnlyAfterThisCutoversFenceIsDrained() {
    for (Goal goal : Goal.values()) {
      for (SourceFacts facts : everyCombination()) {
        // when
        SourceStep step = decide(goal, facts).next();

        // then
        if (step == SourceStep.OPEN) {
          assertThat(facts.drainedTo(TOKEN)).as("%s %s", goal, facts).isTrue();
          assertThat(facts.is(Fact.INSPECTED)).isTrue();
          assertThat(goal).isIn(Goal.OPEN, Goal.SWITCHED, Goal.COMPLETE);
        }
      }
    }
  }

  @Test
  void neverLiftsTheFenceOfASourceWhoseTargetIsOpen() {
    for (Goal goal : Goal.values()) {
      for (SourceFacts facts : everyCombination()) {
        // when
        SourceStep step = decide(goal, facts).next();

        // then
        if (step == SourceStep.LIFT_FENCE) {
          assertThat(facts.is(Fact.OPENED)).as("%s %s", goal, facts).isFalse();
        }
      }
    }
  }

  @Test
  void removesTheConnectorOnlyWhenNothingIsFencedOrTheTargetIsOpen() {
    for (Goal goal : Goal.values()) {
      for (SourceFacts facts : everyCombination()) {
        // when
        SourceStep step = decide(goal, facts).next();

        // then
        if (step == SourceStep.RETIRE || step == SourceStep.CLEAN_TARGET) {
          assertThat(facts.is(Fact.OPENED) || facts.unfenced()).as("%s %s", goal, facts).isTrue();
          assertThat(facts.is(Fact.APPLYING)).isFalse();
        }
      }
    }
  }

  @Test
  void rehearsesOnceWhileTheSourceIsOpenAndLetsGoWhenTheCutoverIsUndone() {
    // given
    SourceFacts streaming = running();

    // when
    SourceFacts rehearsed = streaming.with(Fact.REHEARSED, true);

    // then
    assertThat(decide(Goal.REHEARSE, streaming).next()).isEqualTo(SourceStep.REHEARSE);
    assertThat(decide(Goal.REHEARSE, streaming).achieved()).isFalse();
    assertThat(decide(Goal.REHEARSE, rehearsed).next()).isEqualTo(SourceStep.NONE);
    assertThat(decide(Goal.REHEARSE, rehearsed).achieved()).isTrue();
    assertThat(decide(Goal.FENCE, rehearsed).next()).isEqualTo(SourceStep.RAISE_FENCE);
    for (Goal undone : List.of(Goal.REPLICATE, Goal.PAUSE, Goal.ABORT)) {
      SourceFacts stopped = rehearsed.with(Fact.APPLYING, undone == Goal.REPLICATE);
      assertThat(decide(undone, stopped).next()).isEqualTo(SourceStep.END_REHEARSAL);
    }
  }

  @Test
  void raisesTheFenceOnlyWhenItIsWantedAndRehearsesOnlyWithoutOne() {
    for (Goal goal : Goal.values()) {
      for (SourceFacts facts : everyCombination()) {
        // when
        SourceStep step = decide(goal, facts).next();

        // then
        if (step == SourceStep.RAISE_FENCE) {
          assertThat(goal).isNotIn(Goal.REPLICATE, Goal.REHEARSE, Goal.PAUSE, Goal.ABORT);
        }
        if (step == SourceStep.REHEARSE) {
          assertThat(facts.unfenced() && !facts.is(Fact.OPENED)).isTrue();
        }
      }
    }
  }

  @Test
  void touchesNothingBeforeItHasLookedAtTheDatabases() {
    for (Goal goal : Goal.values()) {
      // when
      SourceStep step = decide(goal, SourceFacts.unknown()).next();

      // then
      assertThat(step).isIn(SourceStep.INSPECT, SourceStep.NONE);
    }
  }

  @Test
  void raisesTheFenceAnewWhenAnOlderCutoversFenceStands() {
    // given
    SourceFacts facts = running().withFence(fence(OLD_TOKEN)).withTokenPassed(OLD_TOKEN);

    // then
    assertThat(decide(Goal.FENCE, facts).next()).isEqualTo(SourceStep.RAISE_FENCE);
    assertThat(decide(Goal.FENCE, facts).achieved()).isFalse();
  }

  @Test
  void goesOnApplyingBehindTheFenceUntilTheTokenIsPassed() {
    // given a process that took over in the middle of a cutover
    SourceFacts facts = SourceFacts.unknown().with(Fact.INSPECTED, true).withFence(fence(TOKEN));

    // then it prepares, captures and applies although the source is fenced
    assertThat(decide(Goal.FENCE, facts).next()).isEqualTo(SourceStep.PREPARE);
    facts = facts.with(Fact.PREPARED, true);
    assertThat(decide(Goal.FENCE, facts).next()).isEqualTo(SourceStep.CAPTURE);
    facts = facts.with(Fact.CAPTURED, true);
    assertThat(decide(Goal.FENCE, facts).next()).isEqualTo(SourceStep.START_APPLY);
    facts = facts.with(Fact.APPLYING, true).withTokenPassed(TOKEN);
    assertThat(decide(Goal.FENCE, facts).next()).isEqualTo(SourceStep.CHECK_DRAINED);
    assertThat(decide(Goal.FENCE, facts).achieved()).isFalse();
    facts = facts.with(Fact.DRAIN_CHECKED, true);
    assertThat(decide(Goal.FENCE, facts).next()).isEqualTo(SourceStep.NONE);
    assertThat(decide(Goal.FENCE, facts).achieved()).isTrue();
  }

  @Test
  void checksWhatWasDrainedOnlyWhileTheCutoverCanBeUndone() {
    for (Goal goal : Goal.values()) {
      for (SourceFacts facts : everyCombination()) {
        // when
        SourceStep step = decide(goal, facts).next();

        // then
        if (step == SourceStep.CHECK_DRAINED) {
          assertThat(goal).isIn(Goal.FENCE, Goal.VERIFY);
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
    assertThat(decide(Goal.REPLICATE, facts).next()).isEqualTo(SourceStep.LIFT_FENCE);
    assertThat(decide(Goal.REPLICATE, facts).achieved()).isFalse();
    assertThat(decide(Goal.REPLICATE, running()).achieved()).isTrue();
  }

  @Test
  void watchesTheStreamBehindAnOpenTargetUntilItIsCompleted() {
    // given a process that took over after the switch
    SourceFacts facts =
        SourceFacts.unknown()
            .with(Fact.INSPECTED, true)
            .with(Fact.OPENED, true)
            .withFence(fence(TOKEN));

    // then
    assertThat(decide(Goal.SWITCHED, facts).next()).isEqualTo(SourceStep.START_APPLY);
    assertThat(decide(Goal.SWITCHED, facts).achieved()).isTrue();
    facts = facts.with(Fact.APPLYING, true);
    assertThat(decide(Goal.OPEN, facts).next()).isEqualTo(SourceStep.NONE);
    assertThat(decide(Goal.SWITCHED, facts).next()).isEqualTo(SourceStep.REMOVE_GATE);
    assertThat(decide(Goal.COMPLETE, facts).next()).isEqualTo(SourceStep.REMOVE_GATE);
    facts = facts.with(Fact.GATE_REMOVED, true);
    assertThat(decide(Goal.SWITCHED, facts).next()).isEqualTo(SourceStep.NONE);
    assertThat(decide(Goal.COMPLETE, facts).next()).isEqualTo(SourceStep.STOP_APPLY);
    facts = facts.with(Fact.APPLYING, false);
    assertThat(decide(Goal.COMPLETE, facts).next()).isEqualTo(SourceStep.RETIRE);
    facts = facts.with(Fact.RETIRED, true);
    assertThat(decide(Goal.COMPLETE, facts).next()).isEqualTo(SourceStep.NONE);
  }

  private static SourceFacts running() {
    return SourceFacts.unknown()
        .with(Fact.INSPECTED, true)
        .with(Fact.PREPARED, true)
        .with(Fact.CAPTURED, true)
        .with(Fact.APPLYING, true)
        .with(Fact.SNAPSHOT_COMPLETE, true);
  }

  private static SourceDecision decide(Goal goal, SourceFacts facts) {
    return new SourceDecision(
        new DesiredState(null, 7, goal, TOKEN, null, false, Instant.EPOCH), facts);
  }

  private static Optional<FenceObserved> fence(String token) {
    return Optional.of(new FenceObserved(token, 42, false, Instant.EPOCH, 0));
  }

  private static List<SourceFacts> everyCombination() {
    List<SourceFacts> all = new ArrayList<>();
    int count = 1 << Fact.values().length;
    for (int bits = 0; bits < count; bits++) {
      EnumSet<Fact> known = EnumSet.noneOf(Fact.class);
      for (Fact fact : Fact.values()) {
        if ((bits & 1 << fact.ordinal()) != 0) {
          known.add(fact);
        }
      }
      for (String standing : new String[] {null, OLD_TOKEN, TOKEN}) {
        for (String passed : new String[] {null, OLD_TOKEN, TOKEN}) {
          all.add(
              new SourceFacts(
                  known, standing == null ? Optional.empty() : fence(standing), passed));
        }
      }
    }
    return all;
  }
}
