package io.tributary.orchestrator.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.fixture.KafkaFixture;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.CutoverStepTime;
import io.tributary.orchestrator.cutover.SwitchedAction;
import io.tributary.orchestrator.gate.GateFinding;
import io.tributary.orchestrator.gate.GateLook;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.Order;
import io.tributary.orchestrator.state.OrderName;
import io.tributary.orchestrator.state.OrderReply;
import io.tributary.orchestrator.state.SwitchingApplications;
import io.tributary.orchestrator.store.HistoryEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CutoverIT {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path directory;

  private OrchestratorBench bench;
  private Orchestrator orchestrator;

  @BeforeEach
  void start() {
    bench = new OrchestratorBench();
    orchestrator = bench.active("one");
  }

  @AfterEach
  void stop() throws InterruptedException {
    orchestrator.close();
    bench.close();
  }

  @Test
  void cutsOverAllSourcesAndSwitches() throws IOException {
    // given
    Path env = Files.writeString(directory.resolve(".env"), "A=1\nDB=old\n");
    Migration plan =
        Plans.cutover(
            10_000,
            bench.plan("shop", "a", "b"),
            new SwitchAction.EnvFile(env.toString(), Map.of("DB", "new")));
    OrchestratorBench.replicate(orchestrator, plan);

    // when
    OrderReply reply = OrchestratorBench.order(orchestrator, plan, Order.cutover("c-1"));
    OrchestratorBench.awaitState(orchestrator, plan, "Switched");

    // then
    assertThat(reply).isEqualTo(new OrderReply.Accepted("c-1"));
    assertThat(env).hasContent("A=1\nDB=new\n");
    await().atMost(LONG).until(() -> bench.services.goals("shop").contains(MigrationGoal.SWITCHED));
    assertThat(bench.services.goals("shop"))
        .containsExactly(
            MigrationGoal.IDLE,
            MigrationGoal.PREFLIGHT,
            MigrationGoal.REPLICATE,
            MigrationGoal.REHEARSE,
            MigrationGoal.FENCE,
            MigrationGoal.VERIFY,
            MigrationGoal.OPEN,
            MigrationGoal.SWITCHED);
    CutoverRun run =
        orchestrator
            .migrations()
            .known("shop")
            .record()
            .orElseThrow()
            .state()
            .lastCutover()
            .orElseThrow();
    assertThat(run.steps())
        .extracting(step -> step.step().name())
        .containsExactly("GATE", "REHEARSE", "FENCE", "DRAIN", "VERIFY", "OPEN", "SWITCH", "DONE");
    long parts = run.steps().subList(0, 7).stream().mapToLong(CutoverStepTime::millis).sum();
    assertThat(run.steps().get(7).millis())
        .as("DONE spans all steps")
        .isGreaterThanOrEqualTo(parts);
    assertThat(orchestrator.migrations().history("shop", 0, 100))
        .extracting(HistoryEntry::toState)
        .endsWith("CuttingOver/OPEN", "CuttingOver/SWITCH", "Switched");

    // and when
    OrchestratorBench.order(orchestrator, plan, Order.Plain.COMPLETE);
    OrchestratorBench.awaitState(orchestrator, plan, "Completed");
    orchestrator.migrations().delete("shop");

    // then
    assertThat(orchestrator.migrations().names()).isEmpty();
  }

  @Test
  void removesWhatTheTargetKeepsOfRowsWhenCompletedWithAPurgeAndOnlyThen() throws Exception {
    for (boolean purge : new boolean[] {false, true}) {
      // given
      String name = purge ? "purged" : "kept";
      Migration plan = bench.plan(name, "a");
      OrchestratorBench.replicate(orchestrator, plan);
      OrchestratorBench.order(orchestrator, plan, Order.cutover("c-" + name));
      OrchestratorBench.awaitState(orchestrator, plan, "Switched");
      keepRows(name);

      // when
      OrchestratorBench.order(
          orchestrator, plan, purge ? Order.Plain.COMPLETE_AND_PURGE : Order.Plain.COMPLETE);
      OrchestratorBench.awaitState(orchestrator, plan, "Completed");
    }

    // then
    assertThat(keptRows("kept")).isEqualTo(4);
    assertThat(keptRows("purged")).isZero();
    assertThat(orchestrator.migrations().history("purged", 0, 100))
        .extracting(HistoryEntry::event)
        .contains("complete-and-purge");
  }

  private void keepRows(String migration) throws SQLException {
    try (Connection connection = bench.server.connect(bench.target.database());
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO tributary.quarantine (migration, source, source_table, source_key, reason,
                                            detail, source_row, position, at)
          VALUES ('%1$s', 'a', 't', '["7"]', 'NOT_A_NUMBER', 'x', '{}', 1, now());
          INSERT INTO tributary.dead_letter (migration, source, table_name, row_key, topic_offset,
                                             position, change, cause, at)
          VALUES ('%1$s', 'a', 't', '["7"]', 1, 1, '{}', '{}', now());
          INSERT INTO tributary.key_map VALUES ('%1$s', 'a', 't', '7', '7');
          INSERT INTO tributary.copy_chunk (migration, source, table_schema, table_name,
                                            lower_bound, rows_expected, state, later, rows, bytes)
          VALUES ('%1$s', 'a', 's', 't', '7', 1, 'DONE', false, 1, 1)"""
              .formatted(migration));
    }
  }

  private long keptRows(String migration) throws SQLException {
    try (Connection connection = bench.server.connect(bench.target.database());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT sum(n) FROM (
                  SELECT count(*) AS n FROM tributary.quarantine WHERE migration = '%1$s'
                  UNION ALL SELECT count(*) FROM tributary.dead_letter WHERE migration = '%1$s'
                  UNION ALL SELECT count(*) FROM tributary.key_map WHERE migration = '%1$s'
                  UNION ALL SELECT count(*) FROM tributary.copy_chunk WHERE migration = '%1$s') k"""
                    .formatted(migration))) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void goesBackToReplicatingWhenATableIsNotEqualBehindTheFence() {
    // given
    Migration plan = bench.plan("shop", "a");
    OrchestratorBench.replicate(orchestrator, plan);
    bench.services.verification = Verdict.DIFFERENT;

    // when
    OrchestratorBench.order(orchestrator, plan, Order.cutover("c-1"));
    await().atMost(LONG).until(() -> lastError(plan).equals("TRB-CUTOVER-NOT-EQUAL"));
    OrchestratorBench.awaitState(orchestrator, plan, "Replicating");

    // then
    assertThat(bench.services.goals("shop"))
        .endsWith(MigrationGoal.FENCE, MigrationGoal.VERIFY, MigrationGoal.REPLICATE)
        .doesNotContain(MigrationGoal.OPEN);
  }

  @Test
  void goesBackToReplicatingAtTheDeadline() {
    // given
    Migration plan = Plans.cutover(700, bench.plan("shop", "a"));
    OrchestratorBench.replicate(orchestrator, plan);
    bench.services.deafTo.add(MigrationGoal.VERIFY);

    // when
    long start = System.nanoTime();
    OrchestratorBench.order(orchestrator, plan, Order.cutover("c-1"));
    await().atMost(LONG).until(() -> lastError(plan).equals("TRB-CUTOVER-TIME-LIMIT"));
    OrchestratorBench.awaitState(orchestrator, plan, "Replicating");

    // then
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    assertThat(bench.services.goals("shop"))
        .endsWith(MigrationGoal.REPLICATE)
        .doesNotContain(MigrationGoal.OPEN);
  }

  @Test
  void givesTheSameAnswerToTheSameKeyAndRefusesAnotherOperator() {
    // given
    Migration plan = bench.plan("shop", "a");
    OrchestratorBench.replicate(orchestrator, plan);
    bench.services.deafTo.add(MigrationGoal.FENCE);

    // when
    OrderReply first = cutover(plan, "c-1", "key");
    OrderReply again = cutover(plan, "c-2", "key");
    OrderReply other = cutover(plan, "c-3", "other");

    // then
    assertThat(first).isEqualTo(new OrderReply.Accepted("c-1"));
    assertThat(again).isEqualTo(first);
    assertThat(other).isInstanceOf(OrderReply.Refused.class);
    assertThat(((OrderReply.Refused) other).error().fields()).containsEntry("cutoverId", "c-1");

    // and when the operator gives the migration up in the middle
    OrchestratorBench.order(orchestrator, plan, new Order.Abort(false));

    // then
    OrchestratorBench.awaitState(orchestrator, plan, "Aborted");
    assertThat(bench.services.goals("shop")).doesNotContain(MigrationGoal.OPEN);
  }

  @Test
  void triesAFailedSwitchAgainAndStaysOpen() throws IOException {
    // given
    Path ready = directory.resolve("ready");
    Path runs = directory.resolve("runs");
    String script = "echo run >> %s; echo not yet; test -e %s".formatted(runs, ready);
    Migration plan =
        Plans.cutover(
            10_000,
            bench.plan("shop", "a"),
            new SwitchAction.Command(List.of("/bin/sh", "-c", script), 5_000),
            new SwitchAction.Command(List.of("/bin/false"), 5_000));
    OrchestratorBench.replicate(orchestrator, plan);

    // when
    cutover(plan, "c-1", "key");
    await().atMost(LONG).until(() -> lastError(plan).equals("TRB-SWITCH-COMMAND"));
    Files.createFile(ready);
    await()
        .atMost(LONG)
        .until(
            () -> {
              cutover(plan, "c-2", "key");
              return inHand(plan) == 1;
            });
    long done = Files.lines(runs).count();

    // then: the second fails for ever, and the operator has done its work
    await().atMost(LONG).until(() -> lastError(plan).equals("TRB-SWITCH-COMMAND"));
    OrchestratorBench.order(
        orchestrator, plan, new Order.SettleAction(OrderName.CONFIRM, OptionalInt.of(2)));
    OrchestratorBench.awaitState(orchestrator, plan, "Switched");
    assertThat(runs).content().hasLineCount((int) done);
    List<SwitchedAction> switched = record(plan).state().lastCutover().orElseThrow().switched();
    assertThat(switched)
        .extracting(SwitchedAction::outcome)
        .containsExactly(SwitchedAction.Outcome.SUCCEEDED, SwitchedAction.Outcome.CONFIRMED);
    assertThat(switched.get(0).output()).isEqualTo("not yet\n");
    await().atMost(LONG).until(() -> bench.services.goals("shop").contains(MigrationGoal.SWITCHED));
    List<MigrationGoal> goals = bench.services.goals("shop");
    assertThat(goals.subList(goals.indexOf(MigrationGoal.OPEN), goals.size()))
        .containsOnly(MigrationGoal.OPEN, MigrationGoal.SWITCHED);
  }

  private int inHand(Migration plan) {
    return record(plan).state() instanceof SwitchingApplications cutover
        ? cutover.switching().inHand()
        : -1;
  }

  private MigrationRecord record(Migration plan) {
    return orchestrator.migrations().known(plan.name()).record().orElseThrow();
  }

  @Test
  void fencesNothingForASwitchActionThatCouldNotDoItsWork() throws IOException {
    // given
    Path env = directory.resolve("later.env");
    Migration plan =
        Plans.cutover(
            10_000,
            bench.plan("shop", "a"),
            new SwitchAction.EnvFile(env.toString(), Map.of("DB", "new")));
    orchestrator.migrations().create(plan);
    OrchestratorBench.order(orchestrator, plan, Order.Plain.START);
    OrchestratorBench.awaitState(orchestrator, plan, "Replicating");

    // when
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              OrderReply.Refused refused = (OrderReply.Refused) cutover(plan, "c-1", "key");
              assertThat(refused.findings())
                  .filteredOn(finding -> !finding.passed())
                  .singleElement()
                  .satisfies(f -> assertThat(f.check()).isEqualTo(GateFinding.Check.SWITCH))
                  .satisfies(f -> assertThat(f.message()).contains(env + " of a switch action"));
            });
    Files.writeString(env, "DB=old\n");
    cutover(plan, "c-2", "key");

    // then
    OrchestratorBench.awaitState(orchestrator, plan, "Switched");
    assertThat(env).hasContent("DB=new");
  }

  @Test
  void usesHigherGenerationsForAMigrationThatWasDeletedAndMadeAnew() {
    // given
    Migration plan = bench.plan("shop", "a");
    orchestrator.migrations().create(plan);
    OrchestratorBench.order(orchestrator, plan, Order.Plain.PREFLIGHT);
    await().atMost(LONG).until(() -> generation() == 3);
    orchestrator.migrations().delete("shop");

    // when
    orchestrator.migrations().create(plan);

    // then
    assertThat(generation()).isEqualTo(4);
  }

  @Test
  void refusesANameUnderWhichAnEarlierMigrationHasLeftSomething() throws Exception {
    // given
    Migration plan = bench.plan("used", "a", "b");
    String topic = bench.prefix + ".used.b.changes";
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaFixture.bootstrapServers()));
        Connection target = bench.server.connect(bench.target.database());
        Statement statement = target.createStatement()) {
      orchestrator.migrations().create(bench.plan("first", "a"));
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();

      // when the topic of a completed migration is there
      assertThatThrownBy(() -> orchestrator.migrations().create(plan))
          .isInstanceOfSatisfying(
              TributaryException.class,
              e -> assertThat(e.report().code()).isEqualTo("TRB-MIGRATION-NAME-USED"))
          .hasMessageContaining("topic " + topic)
          .hasMessageContaining("Take another name");
      admin.deleteTopics(List.of(topic)).all().get();

      // and when its rows are
      statement.execute(
          "INSERT INTO tributary.preparation VALUES ('used', 'b', 'opened', '{}', now())");
      assertThatThrownBy(() -> orchestrator.migrations().create(plan))
          .hasMessageContaining("in the schema tributary of the target");
      statement.execute("DELETE FROM tributary.preparation");

      // then nothing was made, and a name without leftovers is taken
      assertThat(orchestrator.migrations().names()).containsExactly("first");
      orchestrator.migrations().create(plan);

      // and a source that is added before the start is looked at too
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
      assertThatThrownBy(() -> orchestrator.migrations().create(bench.plan("used", "a", "b", "c")))
          .hasMessageContaining("topic " + topic);
      admin.deleteTopics(List.of(topic)).all().get();
    }
  }

  private long generation() {
    return orchestrator.migrations().known("shop").record().orElseThrow().generation();
  }

  private OrderReply cutover(Migration plan, String id, String key) {
    return orchestrator
        .migrations()
        .order(
            plan.name(),
            new Order.Cutover(id, Optional.ofNullable(key), GateLook.NONE),
            Optional.empty());
  }

  private String lastError(Migration plan) {
    return orchestrator
        .migrations()
        .known(plan.name())
        .record()
        .flatMap(record -> record.state().problem())
        .map(error -> error.code())
        .orElse("");
  }
}
