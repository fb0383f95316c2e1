package io.tributary.orchestrator.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.Migration;
import io.tributary.fixture.KafkaFixture;
import io.tributary.orchestrator.state.Order;
import io.tributary.orchestrator.store.HistoryEntry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What migrations leave behind, and names that are used again. */
class MigrationTracesIT {
  private static final Duration LONG = Duration.ofSeconds(30);

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
          orchestrator, plan, new Order.Complete(purge, Optional.of(plan.name())));
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
}
