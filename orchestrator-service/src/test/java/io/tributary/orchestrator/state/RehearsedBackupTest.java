package io.tributary.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.RehearsalStage;
import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.json.Json;
import io.tributary.common.observed.BackupObserved;
import io.tributary.common.observed.BackupTrial;
import io.tributary.common.observed.QuerySide;
import io.tributary.common.observed.QueryTrial;
import io.tributary.common.observed.SchemaBackup;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.cutover.BackupRule;
import io.tributary.common.plan.cutover.BackupRule.Demand;
import io.tributary.common.plan.query.QueryLimits;
import io.tributary.common.plan.query.QueryLimits.WhenSlower;
import io.tributary.common.plan.query.TimedQuery;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.gate.GateFinding;
import io.tributary.orchestrator.order.OrderReply;
import io.tributary.orchestrator.order.StateError;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsedBackupTest extends RehearsedStages {
  private static final TimedQuery ONE = new TimedQuery("one", "a", "SELECT 1", "SELECT 2");
  private static final BackupTrial GOOD = trial(List.of());
  private static final BackupTrial BAD = trial(List.of("table bill"));

  RehearsedBackupTest() {
    super(of(Demand.CLOSE_GATE));
  }

  @Test
  void asksForTheBackupBehindTheQueriesWhileEverythingGoesOn() {
    // given
    assertThat(rehearse()).isInstanceOf(OrderReply.Accepted.class);
    measured();
    assertThat(record.desired().stage()).isEqualTo(RehearsalStage.QUERIES);

    // when
    now = T0.plusMillis(300);
    look(rehearsed(List.of(timed())));
    // then
    assertThat(record.state()).isInstanceOf(Rehearsing.class);
    assertThat(record.desired().goal()).isEqualTo(MigrationGoal.REPLICATE);
    assertThat(record.desired().rehearsalIn(RehearsalStage.BACKUP)).contains(ID);
    assertThat(record.state().wakeAt()).contains(now.plusMillis(5_000));
    assertThat(Json.read(Json.write(record.state()), MigrationState.class))
        .isEqualTo(record.state());

    // when
    now = T0.plusMillis(900);
    look(streaming().with(tried(ID, GOOD)));
    // then
    assertThat(record.state()).isInstanceOf(Replicating.class);
    assertThat(record.desired().stage()).isEqualTo(RehearsalStage.STEPS);
    CutoverRehearsal ended = record.state().lastRehearsal().orElseThrow();
    assertThat(ended.backup()).isEqualTo(GOOD);
    assertThat(ended.queries()).hasSize(1);
    assertThat(ended.error()).isNull();
    assertThat(commands).contains(new MigrationCommand.PublishRehearsal(ended));
  }

  @Test
  void doesNotTakeTheResultOfAnotherRehearsalAndGivesUpAtItsLimit() {
    // given
    untilBackup();

    // when
    look(streaming().with(tried("earlier", GOOD)));
    // then
    assertThat(record.state()).isInstanceOf(Rehearsing.class);

    // when
    now = record.state().wakeAt().orElseThrow();
    look(streaming());
    // then
    BackupTrial found = record.state().lastRehearsal().orElseThrow().backup();
    assertThat(found.error().code()).isEqualTo("TRB-CUTOVER-BACKUP-UNTRIED");
    assertThat(found.inWords())
        .contains("within 5000 ms", "`./tributary rehearse shop`", "cdc-service is running");
  }

  @Test
  void beginsNoCutoverBeforeEverySchemaCameBackWhereTheFileSaysSo() {
    // when: nothing was rehearsed
    OrderReply.Refused refused = (OrderReply.Refused) cutover();
    // then
    assertThat(refused.code()).isEqualTo(StateError.GATE_CLOSED);
    assertThat(refused.error().message())
        .contains("It was not tried yet", "`./tributary rehearse shop`");

    // when
    untilBackup();
    look(streaming().with(tried(ID, BAD)));
    refused = (OrderReply.Refused) cutover();
    // then
    assertThat(refused.error().message())
        .contains("app: table bill", "`./tributary backup-check FILE`");

    // when
    untilBackup();
    look(streaming().with(tried(ID, GOOD)));
    // then
    assertThat(cutover()).isInstanceOf(OrderReply.Accepted.class);
  }

  @Test
  void asksForNoneFromTheCutoversOwnRehearsalToItsEnd() {
    // given
    untilBackup();
    look(streaming().with(tried(ID, GOOD)));

    // when
    cutover();

    // then
    assertThat(record.desired().goal()).isEqualTo(MigrationGoal.REHEARSE);
    assertThat(record.desired().stage()).isEqualTo(RehearsalStage.STEPS);
    assertThat(EveryState.examples())
        .filteredOn(state -> !(state instanceof Rehearsing))
        .allMatch(state -> state.desire().stage() == RehearsalStage.STEPS);
  }

  @Test
  void onlyWarnsWhereTheFileSaysSo() {
    // given
    record = of(Demand.WARN);
    untilBackup();
    look(streaming().with(tried(ID, BAD)));

    // when
    OrderReply.Planned planned =
        (OrderReply.Planned) decide(streaming(), Order.dryRun().with(Sightings.nothingAside("a")));

    // then
    assertThat(planned.findings())
        .filteredOn(finding -> finding.check() == GateFinding.Check.BACKUP)
        .singleElement()
        .matches(GateFinding::passed)
        .matches(finding -> finding.message().contains("do not come back as they are"));
    assertThat(cutover()).isInstanceOf(OrderReply.Accepted.class);
  }

  private static MigrationRecord of(Demand demand) {
    Migration plan = Plans.timing(Plans.of("shop", "a"), WhenSlower.WARN, ONE);
    Migration asking =
        new Migration(
            plan.name(),
            plan.target(),
            plan.sources(),
            plan.cutover().with(new BackupRule(demand, 5_000)),
            plan.validation(),
            plan.queries(),
            plan.notified());
    return new MigrationRecord(asking, new Replicating(T0, null), 7, 1, T0);
  }

  private static BackupTrial trial(List<String> differing) {
    return new BackupTrial(
        List.of(new SchemaBackup("app", "app", 1, 2, 3, 4, 5, differing)), 6, 7, null);
  }

  private static QueryTrial timed() {
    QuerySide side = QuerySide.of(List.of(100L), 3);
    return QueryTrial.timed(ONE, QueryLimits.defaults(), side, side);
  }

  private void untilBackup() {
    assertThat(rehearse()).isInstanceOf(OrderReply.Accepted.class);
    measured();
    look(rehearsed(List.of(timed())));
    assertThat(record.desired().stage()).isEqualTo(RehearsalStage.BACKUP);
  }

  private BackupObserved tried(String rehearsal, BackupTrial trial) {
    return new BackupObserved("shop", record.generation(), rehearsal, trial, now);
  }
}
