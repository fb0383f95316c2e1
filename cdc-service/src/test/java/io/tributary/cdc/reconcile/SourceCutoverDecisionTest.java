package io.tributary.cdc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.quarantine.QuarantineContent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The steps of a source in a change of sides, and their order. */
class SourceCutoverDecisionTest extends SourceDecisionBench {
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
}
