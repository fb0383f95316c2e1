package io.tributary.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.event.TableVerdict.Verdict;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Cutover;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.observed.Observations;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows that are kept aside only after the gate was found open. */
class QuarantineInCutoverTest {
  private static final Instant NOW = EveryState.T0.plusMillis(10);
  private static final Sightings SEE = new Sightings("shop", 3, NOW);
  private static final long ACCEPTED = 2;

  @Test
  void undoesTheCutoverWhenTheyCameWithTheLastChangesBeforeTheFence() {
    assertUndone(look(Step.DRAIN, fenced(true, 3), equalBehindTheFence()), "fences are lifted");
    assertUndone(look(Step.VERIFY, fenced(true, 3), equalBehindTheFence()), "fences are lifted");
  }

  @Test
  void opensWithAsManyAsTheFileAccepts() {
    assertThat(step(look(Step.VERIFY, fenced(true, ACCEPTED), equalBehindTheFence())))
        .isEqualTo(Step.OPEN);
  }

  @Test
  void waitsForTheRestOfTheChangesWhichMayStillBringTheRowsIn() {
    assertThat(step(look(Step.DRAIN, fenced(false, 3), equalBehindTheFence())))
        .isEqualTo(Step.DRAIN);
  }

  @Test
  void fencesNothingWhenTheyCameDuringTheRehearsal() {
    MigrationState next =
        look(Step.REHEARSE, SEE.quarantining("a", 3), SEE.rehearsed("a", EveryState.ID));

    assertUndone(next, "Nothing was fenced");
  }

  @Test
  void goesForwardOnceTheTargetMayBeOpen() {
    assertThat(step(look(Step.OPEN, fenced(true, 3), equalBehindTheFence()))).isEqualTo(Step.OPEN);
  }

  private static void assertUndone(MigrationState next, String words) {
    assertThat(next).isInstanceOf(Undoing.class);
    assertThat(next.lastCutover().orElseThrow().error().code())
        .isEqualTo("TRB-CUTOVER-QUARANTINED");
    assertThat(next.lastCutover().orElseThrow().error().message())
        .contains("3 rows of source a", "accepts 2", words);
  }

  private static MigrationState look(Step step, SourceObserved source, ValidationObserved found) {
    Observations seen = Observations.none().with(source).with(found);
    return new CuttingOver(EveryState.T0, EveryState.at(step), null)
        .look(new Situation(plan(), 3, seen, NOW))
        .next();
  }

  private static Step step(MigrationState state) {
    return ((CuttingOver) state).step();
  }

  private static SourceObserved fenced(boolean drained, long rows) {
    return SEE.fencedQuarantining("a", EveryState.ID, drained, rows);
  }

  private static ValidationObserved equalBehindTheFence() {
    return SEE.validation("a", EveryState.ID, Verdict.EQUAL);
  }

  private static Migration plan() {
    Migration plain = Plans.of("shop", "a");
    Cutover cutover =
        new Cutover(
            10_000,
            1_000,
            300,
            Cutover.OpenTransactions.ABORT_CUTOVER,
            2_000,
            List.of(),
            Map.of("a", ACCEPTED));
    return new Migration(
        plain.name(), plain.target(), plain.sources(), cutover, plain.validation());
  }
}
