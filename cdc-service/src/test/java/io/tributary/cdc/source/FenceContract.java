package io.tributary.cdc.source;

import static io.tributary.cdc.source.PassingFailures.outlast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.cdc.reconcile.DoubtfulLoop;
import io.tributary.cdc.source.kinds.SourceKinds;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.SourceObserved;
import io.tributary.fixture.RunbookCommand;
import org.junit.jupiter.api.Test;

/** Lifting fences, and none but the right one, at every kind of source. */
interface FenceContract extends ContractedSource {

  @Test
  default void acceptsWritesAgainWhenTheFenceIsLiftedByHand() throws Exception {
    // given
    SourceKinds kinds = kinds();
    kinds.of(moving()).prepare();
    outlast(() -> kinds.of(moving()).capture());
    awaitCaptured(kinds);
    kinds.of(moving()).raiseFence("token-1", soon());
    assertThatThrownBy(() -> add(2, "refused")).hasMessageContaining("moved to");
    kinds.of(moving()).standDown();
    assertThat(target().column(targetOpen())).isEmpty();

    // when
    liftByHand();

    // then
    add(3, "passes");
    rename("passes too");
    assertThat(kinds().of(moving()).standingFence())
        .matches(fence -> fence.isEmpty() || fence.get().token().isEmpty());

    // and the service that comes back can clean up
    outlast(() -> kinds.of(moving()).removeCapture());
    add(4, "after the abort");
  }

  private String targetOpen() {
    return RunbookCommand.of("target-open").replace("NAME", stream().migration());
  }

  @Test
  default void liftsAFenceThatNobodyWantsWhateverWasLostOnTheWay() throws Exception {
    // given
    SourceKinds kinds = kinds();
    kinds.of(moving()).prepare();
    outlast(() -> kinds.of(moving()).capture());
    awaitCaptured(kinds);
    try (DoubtfulLoop loop = new DoubtfulLoop(migration(), kinds::of)) {
      loop.await(SourceObserved::achieved);

      // when it is raised, and the answer is lost
      loop.loseAnswerOf("raiseFence");
      loop.desire(MigrationGoal.FENCE, "token-1");
      loop.await(report -> report.error() != null);
      assertThatThrownBy(() -> add(3, "fenced")).hasMessageContaining("moved to");
      loop.desire(MigrationGoal.PAUSE, null);

      // then
      loop.await(SourceObserved::achieved);
      assertThat(kinds.of(moving()).standingFence()).isEmpty();
      add(3, "accepted");

      // when it is raised behind the loop's back, such as by a commit that was stuck for long
      loop.loseAnswerOf("liftFence");
      kinds().of(moving()).raiseFence("token-2", soon());

      // then it is seen and lifted, though the answer to that is lost
      loop.await(report -> report.error() != null);
      loop.await(SourceObserved::achieved);
      assertThat(kinds.of(moving()).standingFence()).isEmpty();
      add(4, "accepted");
    }
    outlast(() -> kinds.of(moving()).removeCapture());
    kinds.of(moving()).removeTarget();
  }

  /** Somebody changed a certificate or took a right away while the source was fenced. */
  @Test
  default void liftsAFenceOnceTheCauseIsMendedThatKeptItStandingWithoutAnotherOrder()
      throws Exception {
    // given
    SourceKinds kinds = kinds();
    kinds.of(moving()).prepare();
    outlast(() -> kinds.of(moving()).capture());
    awaitCaptured(kinds);
    try (DoubtfulLoop loop = new DoubtfulLoop(migration(), kinds::of)) {
      loop.await(SourceObserved::achieved);
      loop.desire(MigrationGoal.FENCE, "token-1");
      loop.await(report -> report.fence() != null);

      // when
      loop.deny("liftFence");
      loop.desire(MigrationGoal.PAUSE, null);
      SourceObserved denied = loop.await(report -> report.error() != null);

      // then
      assertThat(denied.error().retryable()).isFalse();
      assertThatThrownBy(() -> add(3, "fenced")).hasMessageContaining("moved to");

      // when
      loop.allow();

      // then
      loop.await(report -> report.achieved() && report.error() == null);
      assertThat(kinds.of(moving()).standingFence()).isEmpty();
      add(3, "accepted");
    }
    outlast(() -> kinds.of(moving()).removeCapture());
    kinds.of(moving()).removeTarget();
  }

  /** As an instance does that is cut off from the broker, and not from the databases. */
  @Test
  default void leavesTheFenceOfItsSuccessorAlone() throws Exception {
    // given
    SourceKinds kinds = kinds();
    kinds.of(moving()).prepare();
    outlast(() -> kinds.of(moving()).capture());
    awaitCaptured(kinds);
    try (DoubtfulLoop loop = new DoubtfulLoop(migration(), kinds::of)) {
      loop.await(SourceObserved::achieved);

      // when
      loop.confirm(false);
      kinds().of(moving()).raiseFence("successor", soon());

      // then
      loop.await(
          report ->
              report.error() != null && report.error().code().equals("TRB-RECONCILE-NOT-ACTIVE"));
      assertThatThrownBy(() -> add(3, "fenced")).hasMessageContaining("moved to");
      assertThat(kinds().of(moving()).standingFence())
          .hasValueSatisfying(fence -> assertThat(fence.token()).isEqualTo("successor"));

      // when the broker confirms that it is the active one
      loop.confirm(true);

      // then
      loop.await(SourceObserved::achieved);
      add(3, "accepted");
    }
    outlast(() -> kinds.of(moving()).removeCapture());
    kinds.of(moving()).removeTarget();
  }

  /** As an instance does that read its fence, was suspended, and wakes up in a later cutover. */
  @Test
  default void liftsNoFenceButTheOneThatWasReadAndNoneOfAnOpenTarget() throws Exception {
    // given
    SourceKinds suspended = kinds();
    SourceKinds kinds = kinds();
    kinds.of(moving()).prepare();
    outlast(() -> kinds.of(moving()).capture());
    awaitCaptured(kinds);
    kinds.of(moving()).raiseFence("token-1", soon());
    kinds.of(moving()).liftFence("token-1");
    kinds.of(moving()).raiseFence("token-2", soon());

    // when, then
    assertThatThrownBy(() -> suspended.of(moving()).liftFence("token-1"))
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> assertThat(e.report().code()).isEqualTo("TRB-FENCE-RAISED-AGAIN"));
    assertThat(kinds.of(moving()).standingFence().orElseThrow().token()).isEqualTo("token-2");
    assertThatThrownBy(() -> add(3, "fenced")).hasMessageContaining("moved to");

    // when the target is opened before the lift gets its turn
    target()
        .run(
            "INSERT INTO tributary.preparation VALUES ('%s', '%s', 'opened', '{}', now())"
                .formatted(stream().migration(), stream().source()));

    // then
    assertThatThrownBy(() -> suspended.of(moving()).liftFence("token-2"))
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> assertThat(e.report().code()).isEqualTo("TRB-FENCE-TARGET-OPEN"));
    assertThatThrownBy(() -> add(3, "fenced")).hasMessageContaining("moved to");

    // when
    target().run("DELETE FROM tributary.preparation WHERE item = 'opened'");
    kinds.of(moving()).liftFence("token-2");

    // then
    add(3, "accepted");
    outlast(() -> kinds.of(moving()).removeCapture());
    kinds.of(moving()).removeTarget();
  }
}
