package io.tributary.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.source.InitialCopy;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.order.OrderReply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JoiningTablesTest {
  private final Sightings see = new Sightings("shop", 4, EveryState.T0);
  private Migration plan = Plans.of("shop", "a", "b");
  private MigrationObservations observations =
      MigrationObservations.none()
          .with(see.withNew("a", "public.t", "public.u"))
          .with(see.streaming("b"));
  private MigrationRecord record;

  @Test
  void allThatAreNewJoinUnderTheirNamesAndBeginAnewUnderTheSameGeneration() {
    // when
    OrderReply reply = order("a");

    // then
    assertThat(reply).isInstanceOf(OrderReply.Accepted.class);
    StreamId stream = new StreamId("shop", "a");
    Map<String, Long> both = Map.of("public.t", 5L, "public.u", 5L);
    assertThat(record.desired().joiningTables(stream)).isEqualTo(both);
    assertThat(record.desired().tableRestarts(stream)).isEqualTo(both);
    assertThat(record.desired().joiningTables(stream.opposite())).isEmpty();
    assertThat(record.desired().restart(stream)).isZero();
    // and whoever does not know what joining is must not read it
    assertThat(record.desired().neededFormat()).isEqualTo(4);
  }

  @Test
  void nothingThatWasFoundByAValidatorThatHasNotHeardOfItCountsForTheGate() {
    // given
    order("a");
    observations =
        observations
            .with(see.validation("a", null, Verdict.EQUAL))
            .with(see.validation("b", null, Verdict.EQUAL));

    // then
    MigrationObservations counting = observations.since(record.restarts());
    assertThat(counting.validations().keySet()).containsExactly("b");
    Sightings later = new Sightings("shop", 5, EveryState.T0);
    observations = observations.with(later.validation("a", null, Verdict.EQUAL));
    assertThat(observations.since(record.restarts()).validation("a")).isPresent();
  }

  @Test
  void oneTableJoinsAndNoOther() {
    assertThat(order("a", "public.u")).isInstanceOf(OrderReply.Accepted.class);
    assertThat(record.desired().joiningTables(new StreamId("shop", "a")))
        .isEqualTo(Map.of("public.u", 5L));
  }

  @Test
  void nothingIsOrderedWhereOneOfTheTablesIsNotNew() {
    OrderReply.Refused refused = (OrderReply.Refused) order("a", "public.u", "public.v");
    assertThat(refused.error().code()).isEqualTo("TRB-ADD-TABLES-NOT-NEW");
    assertThat(refused.error().message()).contains("public.v").contains("New are: public.t, ");
    assertThat(record.restarts()).isEmpty();
  }

  @Test
  void nothingIsOrderedWhereNothingIsNew() {
    OrderReply.Refused refused = (OrderReply.Refused) order("b");
    assertThat(refused.error().code()).isEqualTo("TRB-ADD-TABLES-NOTHING-NEW");
    assertThat(record.restarts()).isEmpty();
  }

  @Test
  void tablesOfASourceWhoseConnectorCopiesRowsAreRefused() {
    // given
    plan = with(plan.source("a").postgres().with(InitialCopy.STREAM));

    // when
    OrderReply.Refused refused = (OrderReply.Refused) order("a");

    // then
    assertThat(refused.error().code()).isEqualTo("TRB-ADD-TABLES-NOT-FOR-SOURCE");
    assertThat(refused.error().message()).contains("`./tributary restart shop --source a`");
  }

  @Test
  void tablesOfAFileJoinUnlessItsTargetsTablesAreGiven() {
    // given
    SqliteSource file =
        SqliteSource.of(
            "a", "/srv/a.db", new SchemaMapping("main", "app", Map.of(), List.of(), List.of()));
    plan = with(file);
    observations = observations.with(see.withNew("a", "main.t"));

    // then
    assertThat(order("a")).isInstanceOf(OrderReply.Accepted.class);
    assertThat(record.desired().joiningTables(new StreamId("shop", "a")))
        .isEqualTo(Map.of("main.t", 5L));

    // given
    plan = with(file.withDdlFile("/srv/a.sql"));

    // when
    OrderReply.Refused refused = (OrderReply.Refused) order("a");

    // then
    assertThat(refused.error().code()).isEqualTo("TRB-ADD-TABLES-NOT-FOR-SOURCE");
    assertThat(refused.error().message()).contains("`./tributary restart shop --source a`");
  }

  private Migration with(Source source) {
    return new Migration("shop", plan.target(), List.of(source), plan.cutover(), plan.validation());
  }

  private OrderReply order(String source, String... tables) {
    record =
        new MigrationRecord(
            plan, new Replicating(EveryState.T0, null, List.of()), 4, 1, EveryState.T0);
    StateMachine.Outcome outcome =
        StateMachine.decide(
            record,
            observations,
            new SourceOrder.AddTables(source, List.of(tables)),
            EveryState.T0);
    record = outcome.next();
    return outcome.reply().orElseThrow();
  }
}
