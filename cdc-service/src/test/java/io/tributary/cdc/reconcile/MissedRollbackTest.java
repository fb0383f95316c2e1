package io.tributary.cdc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.StreamGoal;
import io.tributary.common.model.Direction;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.FenceObserved;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A stream's thread at work on a long step hears only what was ordered last. */
class MissedRollbackTest {
  private static final StreamId STREAM = new StreamId("shop", "a");
  private static final String CUTOVER = "cutover-1";
  private static final String ROLLBACK = "rollback-1";
  private static final long HEARD = 7;

  @Test
  void looksAgainBehindARollbackThatItsStreamHasMissed() {
    // given
    SourceFacts switched = switched();

    // when
    DesiredState replicate = order(MigrationGoal.REPLICATE, ROLLBACK, Direction.OUT, HEARD + 5);
    SourceFacts facts = switched.under(replicate);

    // then
    assertThat(facts.is(SourceFact.OPENED)).isFalse();
    assertThat(new SourceDecision(replicate, facts, STREAM).next()).isEqualTo(SourceStep.INSPECT);
    assertThat(new SourceDecision(replicate, facts, STREAM).achieved()).isFalse();
  }

  @Test
  void looksAgainWhenItIsToRehearseAnotherCutoverBehindTheMissedRollback() {
    // given
    DesiredState rehearse = order(MigrationGoal.REHEARSE, "cutover-2", Direction.OUT, HEARD + 6);

    // when
    SourceFacts facts = switched().under(rehearse);

    // then
    assertThat(new SourceDecision(rehearse, facts, STREAM).next()).isEqualTo(SourceStep.INSPECT);
  }

  @Test
  void asksNothingTwiceWithinOneCutover() {
    // given
    SourceFacts facts = switched();

    // then
    for (MigrationGoal goal :
        List.of(
            MigrationGoal.REHEARSE,
            MigrationGoal.FENCE,
            MigrationGoal.VERIFY,
            MigrationGoal.OPEN,
            MigrationGoal.SWITCHED,
            MigrationGoal.COMPLETE,
            MigrationGoal.REPLICATE)) {
      assertThat(facts.under(order(goal, CUTOVER, Direction.OUT, HEARD + 1)))
          .as("%s", goal)
          .satisfies(MissedRollbackTest::isKnown);
    }
  }

  @Test
  void asksNothingAgainForTheNextCutoverWhenItMissedNothing() {
    // given a look at the source waits until the last open transaction ends
    SourceFacts facts = switched().with(SourceFact.OPENED, false).withFence(Optional.empty());

    // when
    DesiredState rehearse = order(MigrationGoal.REHEARSE, "cutover-2", Direction.OUT, HEARD + 1);
    SourceFacts still = facts.under(rehearse);

    // then
    assertThat(new SourceDecision(rehearse, still, STREAM).next()).isEqualTo(SourceStep.REHEARSE);
  }

  @Test
  void looksAgainBehindARollbackThatWasUndoneAndMissed() {
    // given
    DesiredState again = order(MigrationGoal.SWITCHED, CUTOVER, Direction.OUT, HEARD + 3);

    // when
    SourceFacts facts = switched().under(again);

    // then
    assertThat(new SourceDecision(again, facts, STREAM).next()).isEqualTo(SourceStep.INSPECT);
  }

  @Test
  void makesNoPauseLongerThoughItMissesAStepBetweenFenceAndOpening() {
    // when
    SourceFacts facts =
        switched().under(order(MigrationGoal.OPEN, CUTOVER, Direction.OUT, HEARD + 2));

    // then
    isKnown(facts);
  }

  @Test
  void knowsNothingOfTheDatabasesWhileItStandsBy() {
    // when
    SourceFacts facts =
        switched().under(order(MigrationGoal.REHEARSE, ROLLBACK, Direction.BACK, HEARD + 1));

    // then
    assertThat(facts.is(SourceFact.INSPECTED)).isFalse();
    assertThat(facts.unfenced()).isTrue();
  }

  private static void isKnown(SourceFacts facts) {
    assertThat(facts.is(SourceFact.INSPECTED)).isTrue();
    assertThat(facts.fencedBy(CUTOVER)).isTrue();
  }

  private static SourceFacts switched() {
    FenceObserved fence = new FenceObserved(CUTOVER + "/1", 42, true, Instant.EPOCH, 0);
    return new SourceFacts(
        Set.of(
            SourceFact.INSPECTED,
            SourceFact.PREPARED,
            SourceFact.CAPTURED,
            SourceFact.APPLYING,
            SourceFact.SNAPSHOT_COMPLETE,
            SourceFact.OPENED),
        Optional.of(fence),
        fence.token(),
        new HeardOrder(CUTOVER, HEARD));
  }

  private static DesiredState order(
      MigrationGoal goal, String cutover, Direction direction, long generation) {
    DesiredState desired =
        new DesiredState(
            null,
            generation,
            goal,
            cutover,
            null,
            false,
            Instant.EPOCH,
            List.of(),
            Set.of(),
            direction);
    return StreamGoal.of(desired, STREAM);
  }
}
