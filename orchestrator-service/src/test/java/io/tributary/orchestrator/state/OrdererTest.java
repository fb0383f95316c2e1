package io.tributary.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.event.Requester;
import io.tributary.common.json.Json;
import io.tributary.common.plan.Migration;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.observed.MigrationObservations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Whose order a migration carries out; each state is written and read again, as a restart would.
 */
class OrdererTest {
  private static final Migration PLAN = Plans.of("shop", "a");
  private static final Requester ALICE =
      new Requester("alice", List.of("operator"), "10.0.0.7", "r-1");
  private static final Requester BOB = new Requester("bob", List.of("operator"), "10.0.0.8", "r-2");
  private static final Instant LATER = EveryState.T0.plusSeconds(120);

  private final Sightings see = new Sightings("shop", 4, EveryState.T0);
  private final MigrationObservations open =
      MigrationObservations.none()
          .with(see.streaming("a"))
          .with(see.validation("a", null, Verdict.EQUAL));

  @Test
  void keepsTheOrdererOfACutoverUntilItIsUndone() {
    // when
    MigrationState cutover =
        after(
            new Replicating(EveryState.T0, null),
            Order.cutover("new").with(Sightings.nothingAside("a")),
            Optional.of(ALICE),
            EveryState.T0.plusMillis(20));
    MigrationState undoing = after(cutover, new MigrationEvent.Tick(), Optional.empty(), LATER);

    // then
    assertThat(cutover).isInstanceOf(UndoableCutover.class);
    assertThat(cutover.orderedBy()).contains(ALICE);
    assertThat(undoing).isInstanceOf(Undoing.class);
    assertThat(undoing.orderedBy()).contains(ALICE);
    assertThat(after(undoing, new Order.Abort(true), Optional.of(BOB), LATER).orderedBy())
        .contains(BOB);
  }

  @Test
  void keepsTheOrdererOfAStartAndOfACompletion() {
    MigrationState starting =
        after(Created.at(EveryState.T0, 1), Order.Plain.START, Optional.of(ALICE), LATER);
    MigrationState completing =
        after(
            new Switched(
                EveryState.T0,
                EveryState.at(Step.SWITCH).by(ALICE).done(EveryState.T0),
                null,
                false),
            new Order.Complete(false, Optional.empty()),
            Optional.of(BOB),
            LATER);

    assertThat(starting.orderedBy()).contains(ALICE);
    assertThat(completing.orderedBy()).contains(BOB);
    assertThat(
            after(completing, new SourceOrder.Abandon("a"), Optional.of(ALICE), LATER).orderedBy())
        .contains(BOB);
  }

  @Test
  void namesNobodyWhileNothingIsCarriedOut() {
    MigrationState undone =
        new Replicating(EveryState.T0, EveryState.at(Step.VERIFY).by(ALICE).finish(LATER));
    assertThat(undone.orderedBy()).isEmpty();
  }

  private MigrationState after(
      MigrationState state, MigrationEvent event, Optional<Requester> by, Instant now) {
    MigrationRecord record = new MigrationRecord(PLAN, state, 4, 1, EveryState.T0);
    MigrationState next = StateMachine.decide(record, open, event, now, by).next().state();
    return Json.read(Json.write(next), MigrationState.class);
  }
}
