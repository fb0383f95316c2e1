package io.tributary.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.RehearsalStage;
import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.json.Json;
import io.tributary.common.observed.QuerySide;
import io.tributary.common.observed.QueryTrial;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.query.QueryLimits;
import io.tributary.common.plan.query.QueryLimits.WhenSlower;
import io.tributary.common.plan.query.TimedQuery;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.gate.GateFinding;
import io.tributary.orchestrator.order.OrderReply;
import io.tributary.orchestrator.order.StateError;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsedQueriesTest extends RehearsedStages {
  private static final TimedQuery ONE = new TimedQuery("one", "a", "SELECT 1", "SELECT 2");
  private static final TimedQuery TWO = new TimedQuery("two", "a", "SELECT 3", "SELECT 4");

  RehearsedQueriesTest() {
    super(of(WhenSlower.CLOSE_GATE));
  }

  @Test
  void asksForTheQueriesOnceEverythingElseIsMeasuredAndEndsWhenEachHasAResult() {
    // given
    rehearse();
    assertThat(record.desired().stage()).isEqualTo(RehearsalStage.STEPS);

    // when
    now = T0.plusMillis(40);
    measured();
    // then
    assertThat(record.state()).isInstanceOf(Rehearsing.class);
    assertThat(record.desired().goal()).isEqualTo(MigrationGoal.REHEARSE);
    assertThat(record.desired().stage()).isEqualTo(RehearsalStage.QUERIES);
    assertThat(record.desired().deadline()).isEqualTo(now.plusMillis(10_000 + 2 * 12 * 100));
    assertThat(Json.read(Json.write(record.state()), MigrationState.class))
        .isEqualTo(record.state());

    // when
    now = T0.plusMillis(400);
    look(rehearsed(List.of(trial(TWO, 100, 100))));
    // then
    assertThat(record.state()).isInstanceOf(Rehearsing.class);

    // when
    now = T0.plusMillis(900);
    look(rehearsed(List.of(trial(TWO, 100, 100), trial(ONE, 100, 110))));
    // then
    assertThat(record.state()).isInstanceOf(Replicating.class);
    assertThat(record.desired().stage()).isEqualTo(RehearsalStage.STEPS);
    CutoverRehearsal ended = record.state().lastRehearsal().orElseThrow();
    assertThat(ended.queries()).extracting(QueryTrial::name).containsExactly("one", "two");
    assertThat(ended.millis()).isEqualTo(900);
    assertThat(ended.roundTripMillis()).as("not the queries' time").isEqualTo(30);
    assertThat(ended.prediction()).isPresent();
    assertThat(commands).contains(new MigrationCommand.PublishRehearsal(ended));
  }

  @Test
  void givesUpAtTheDeadlineAndSaysWhichQueryWasNotTimed() {
    // given
    rehearse();
    measured();
    now = record.state().wakeAt().orElseThrow();

    // when
    look(rehearsed(List.of(trial(ONE, 100, 90))));

    // then
    CutoverRehearsal ended = record.state().lastRehearsal().orElseThrow();
    assertThat(ended.error()).isNull();
    assertThat(ended.queries().get(0).error()).isNull();
    assertThat(ended.queries().get(1).error().code()).isEqualTo("TRB-CUTOVER-QUERY-UNTIMED");
    assertThat(ended.queries().get(1).inWords())
        .contains("Query two of source a was not timed", "type `./tributary rehearse shop` again");
  }

  @Test
  void doesNotTakeTheResultsOfAnotherRehearsal() {
    // given
    rehearse();
    measured();

    // when
    look(
        rehearsed(List.of())
            .with(
                see()
                    .timed("a", "earlier", COMPARED, List.of(trial(ONE, 1, 1), trial(TWO, 1, 1)))));

    // then
    assertThat(record.state()).isInstanceOf(Rehearsing.class);
  }

  @Test
  void beginsNoCutoverBeforeTheQueriesAreFastEnoughWhereTheFileSaysSo() {
    // when: nothing was rehearsed
    OrderReply.Refused refused = (OrderReply.Refused) cutover();
    // then
    assertThat(refused.code()).isEqualTo(StateError.GATE_CLOSED);
    assertThat(refused.error().message())
        .contains("Query one of source a was not timed yet. Type `./tributary rehearse shop`");

    // when: one is too slow
    rehearseWith(trial(ONE, 1_000, 1_101), trial(TWO, 1_000, 900));
    refused = (OrderReply.Refused) cutover();
    // then
    assertThat(refused.error().message())
        .contains(
            "Query one of source a takes 1.000 ms at the source and 1.101 ms at the target, 1.10 times as long; at most 1.1 is allowed (cutover.queries-max-ratio)")
        .contains("EXPLAIN ANALYZE")
        .doesNotContain("Query two");

    // when: both are fast enough, a rehearsal being possible with the gate shut by queries alone
    rehearseWith(trial(ONE, 1_000, 1_100), trial(TWO, 1_000, 900));
    // then
    assertThat(cutover()).isInstanceOf(OrderReply.Accepted.class);
    assertThat(record.state()).isInstanceOf(UndoableCutover.class);
    CutoverRun run = record.state().lastCutover().orElseThrow();
    assertThat(run.current().step()).isEqualTo(Step.REHEARSE);
    assertThat(record.desired().stage())
        .as("in a cutover of ten seconds")
        .isEqualTo(RehearsalStage.STEPS);
    assertThat(run.rehearsal().queries()).hasSize(2);
  }

  @Test
  void onlyWarnsByDefault() {
    // given
    record = of(WhenSlower.WARN);
    rehearseWith(trial(ONE, 1_000, 5_000), trial(TWO, 1_000, 900));

    // when
    OrderReply.Planned planned =
        (OrderReply.Planned) decide(streaming(), Order.dryRun().with(Sightings.nothingAside("a")));

    // then
    assertThat(planned.findings())
        .filteredOn(finding -> finding.check() == GateFinding.Check.QUERIES)
        .allMatch(GateFinding::passed)
        .anyMatch(finding -> finding.message().contains("5.00 times as long; at most 1.1"));
    assertThat(cutover()).isInstanceOf(OrderReply.Accepted.class);
  }

  private static MigrationRecord of(WhenSlower whenSlower) {
    Migration plan = Plans.timing(Plans.of("shop", "a"), whenSlower, ONE, TWO);
    return new MigrationRecord(plan, new Replicating(T0, null), 7, 1, T0);
  }

  private static QueryTrial trial(TimedQuery query, long sourceMicros, long targetMicros) {
    return QueryTrial.timed(
        query,
        QueryLimits.defaults(),
        QuerySide.of(List.of(sourceMicros), 3),
        QuerySide.of(List.of(targetMicros), 3));
  }

  private void rehearseWith(QueryTrial... trials) {
    assertThat(rehearse()).isInstanceOf(OrderReply.Accepted.class);
    measured();
    look(rehearsed(List.of(trials)));
    assertThat(record.state()).isInstanceOf(Replicating.class);
  }
}
