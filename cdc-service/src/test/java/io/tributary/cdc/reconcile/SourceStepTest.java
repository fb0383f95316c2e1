package io.tributary.cdc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.model.StreamId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceStepTest {
  private static final SourceFacts ALL =
      new SourceFacts(
          EnumSet.complementOf(EnumSet.of(SourceFact.GIVEN_UP)),
          Optional.empty(),
          null,
          HeardOrder.NONE);

  @Test
  void asksTheDatabasesFirstAfterAStepThatMayHaveBeenCommitted() {
    for (SourceStep step :
        List.of(SourceStep.RAISE_FENCE, SourceStep.LIFT_FENCE, SourceStep.OPEN)) {
      // when
      SourceFacts doubtful = step.afterFailure(ALL.with(SourceFact.OPENED, false));

      // then
      for (MigrationGoal goal : List.of(MigrationGoal.REPLICATE, MigrationGoal.PAUSE)) {
        SourceDecision decision =
            new SourceDecision(desired(goal), doubtful, new StreamId("shop", "src"));
        assertThat(decision.next()).as("%s %s", step, goal).isEqualTo(SourceStep.INSPECT);
        assertThat(decision.achieved()).as("%s %s", step, goal).isFalse();
      }
      assertThat(
              new SourceDecision(
                      desired(MigrationGoal.ABORT), doubtful, new StreamId("shop", "src"))
                  .next())
          .isEqualTo(SourceStep.INSPECT);
    }
  }

  @Test
  void keepsWhatIsKnownAfterAnyOtherStep() {
    for (SourceStep step : SourceStep.values()) {
      boolean kept = step.afterFailure(ALL).is(SourceFact.INSPECTED);
      boolean doubtful =
          step == SourceStep.RAISE_FENCE
              || step == SourceStep.LIFT_FENCE
              || step == SourceStep.OPEN;
      assertThat(kept).as(step.name()).isNotEqualTo(doubtful);
    }
  }

  private static DesiredState desired(MigrationGoal goal) {
    return new DesiredState(null, 1, goal, null, null, false, Instant.EPOCH);
  }
}
