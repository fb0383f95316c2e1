package io.tributary.orchestrator.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.model.Direction;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.CutoverStage;
import io.tributary.orchestrator.order.StateError;
import io.tributary.orchestrator.state.Aborting;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.MigrationState;
import io.tributary.orchestrator.state.Rehearsing;
import io.tributary.orchestrator.state.Replicating;
import io.tributary.orchestrator.state.Switched;
import io.tributary.orchestrator.state.UndoableCutover;
import io.tributary.orchestrator.state.Undoing;
import io.tributary.tracing.CutoverTraces;
import io.tributary.tracing.SpanPlace;
import io.tributary.tracing.TracedSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which spans follow from the states of a migration. */
class TransitionTracesTest {
  private static final Migration PLAN = Plans.of("shop", "a");
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
  private static final String ID = "3f0c9d1e-7a52-4c1b-9a7e-0d5b6c8f1234";
  private static final CutoverRun BEGUN = CutoverRun.begun(ID, T0, 60_000);
  private static final CutoverRun FENCING = BEGUN.enterFence(at(100), 5_000);

  private final KeptSpans kept = new KeptSpans();
  private final TransitionTraces traces = new TransitionTraces(kept);

  @Test
  void eachStepIsToldOnceWhenItHasEndedAndTheWholeAtTheEnd() {
    // given
    UndoableCutover rehearsing = new UndoableCutover(T0, BEGUN, CutoverStage.REHEARSE);
    UndoableCutover fencing = new UndoableCutover(T0, FENCING, CutoverStage.FENCE);
    CutoverRun draining = FENCING.enter(Step.DRAIN, at(130));
    UndoableCutover drained = new UndoableCutover(T0, draining, CutoverStage.DRAIN);
    CutoverRun done = draining.enter(Step.VERIFY, at(140)).enter(Step.OPEN, at(150));

    // when
    traces.passed(record(rehearsing, 0), record(fencing, 100));
    List<String> before = kept.names();
    traces.passed(record(fencing, 100), record(drained, 130));
    traces.passed(
        record(drained, 130),
        record(new Switched(T0, done.enter(Step.SWITCH, at(200)).done(at(210)), null, false), 210));

    // then
    assertThat(before).containsExactly("GATE", "REHEARSE");
    assertThat(kept.names())
        .containsExactly(
            "GATE", "REHEARSE", "FENCE", "DRAIN", "VERIFY", "OPEN", "SWITCH", "cutover");
    TracedSpan fence = kept.named("FENCE");
    assertThat(fence.startedAt()).isEqualTo(at(100));
    assertThat(fence.endedAt()).isEqualTo(at(130));
    assertThat(fence.place().parent()).contains(SpanPlace.whole(ID));
    TracedSpan whole = kept.named("cutover");
    assertThat(whole.startedAt()).isEqualTo(T0);
    assertThat(whole.endedAt()).isEqualTo(at(210));
    assertThat(whole.facts())
        .containsEntry("tributary.outcome", "DONE")
        .containsEntry("tributary.direction", "OUT")
        .containsEntry("tributary.migration", "shop")
        .containsEntry("tributary.cutover.id", ID)
        .containsEntry("tributary.pause.millis", "100");
    assertThat(whole.failure()).isEmpty();
  }

  @Test
  void aProcessThatTakesOverTellsWhatEndedOfLateAgainUnderTheSameIds() {
    // given
    MigrationRecord fencing = record(new UndoableCutover(T0, FENCING, CutoverStage.FENCE), 100);
    traces.passed(record(new UndoableCutover(T0, BEGUN, CutoverStage.REHEARSE), 0), fencing);
    List<TracedSpan> first = kept.taken();

    // when
    TransitionTraces next = new TransitionTraces(kept);
    next.takenUp(fencing, at(5_000));
    List<TracedSpan> again = kept.taken();
    next.takenUp(fencing, at(6_000));
    next.passed(fencing, fencing);
    new TransitionTraces(kept).takenUp(fencing, T0.plusSeconds(3_600));

    // then
    assertThat(first).isNotEmpty();
    assertThat(again).isEqualTo(first);
    assertThat(kept.taken()).isEmpty();
  }

  @Test
  void whatIsUndoneHasTheCodeOfItsErrorAndNotItsWords() {
    // given
    ErrorReport why =
        ErrorReport.of(StateError.CUTOVER_TIME_LIMIT, "row 4711 of anna@example.com", Map.of());
    CutoverRun undone = FENCING.undo(why, at(300));

    // when
    traces.passed(
        record(new UndoableCutover(T0, FENCING, CutoverStage.FENCE), 100),
        record(new Undoing(at(300), undone), 300));
    traces.passed(
        record(new Undoing(at(300), undone), 300),
        record(new Replicating(at(400), undone.finish(at(400))), 400));

    // then
    assertThat(kept.named("FENCE").failure()).contains(why.code());
    assertThat(kept.named("UNDO").failure()).isEmpty();
    assertThat(kept.named("cutover").failure()).contains(why.code());
    assertThat(kept.named("cutover").facts()).containsEntry("tributary.outcome", "UNDONE");
    assertThat(kept.taken().toString()).doesNotContain("anna");
  }

  @Test
  void anAbortEndsTheStepInHandAndTheWhole() {
    traces.passed(
        record(new UndoableCutover(T0, FENCING, CutoverStage.FENCE), 100),
        record(new Aborting(at(120), false, FENCING, Set.of(), null), 120));

    assertThat(kept.named("FENCE").endedAt()).isEqualTo(at(120));
    assertThat(kept.named("cutover").facts()).containsEntry("tributary.outcome", "ABORTED");
  }

  @Test
  void aRehearsalIsATraceOfItsOwn() {
    // given
    Rehearsing rehearsing = new Rehearsing(T0, BEGUN, new Replicating(T0, null));
    CutoverRehearsal rehearsal =
        new CutoverRehearsal(
            "shop",
            ID,
            Direction.OUT,
            T0,
            at(700),
            null,
            null,
            List.of(),
            null,
            List.of(),
            null,
            null);

    // when
    traces.passed(
        record(rehearsing, 0), record(new Replicating(T0, null).behind(rehearsal, at(700)), 700));

    // then
    assertThat(kept.names()).containsExactly("REHEARSE", "rehearsal");
    assertThat(kept.named("REHEARSE").place()).isEqualTo(SpanPlace.step(ID, Step.REHEARSE));
    assertThat(kept.named("REHEARSE").endedAt()).isEqualTo(at(700));
    assertThat(kept.named("rehearsal").place()).isEqualTo(SpanPlace.whole(ID));
    assertThat(kept.named("rehearsal").facts()).containsEntry("tributary.outcome", "DONE");
  }

  private static Instant at(long millis) {
    return T0.plusMillis(millis);
  }

  private static MigrationRecord record(MigrationState state, long millis) {
    return new MigrationRecord(PLAN, state, 1, 1 + millis, at(millis));
  }

  /** Keeps what it is told. */
  private static final class KeptSpans implements CutoverTraces {
    private final List<TracedSpan> spans = new ArrayList<>();

    @Override
    public boolean told() {
      return true;
    }

    @Override
    public void tell(TracedSpan span) {
      spans.add(span);
    }

    List<String> names() {
      return spans.stream().map(TracedSpan::name).toList();
    }

    TracedSpan named(String name) {
      return spans.stream().filter(span -> span.name().equals(name)).findFirst().orElseThrow();
    }

    List<TracedSpan> taken() {
      List<TracedSpan> all = List.copyOf(spans);
      spans.clear();
      return all;
    }
  }
}
