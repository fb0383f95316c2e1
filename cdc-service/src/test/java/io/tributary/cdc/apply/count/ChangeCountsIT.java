package io.tributary.cdc.apply.count;

import static io.tributary.cdc.apply.fixture.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyScenario;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.ChangeTopic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept of the changes of each table. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class ChangeCountsIT extends ApplyScenario {
  private static final String COUNTS =
      """
      SELECT source, table_name, inserts, updates, deletes, truncates
        FROM tributary.change_count ORDER BY table_name""";

  @BeforeEach
  void tables() {
    target.table("app.item", "id int PRIMARY KEY, code text");
    target.table("app.entry", "n int");
    topic.snapshotStarted();
    topic.snapshotRow("item", row("id", "100", "code", "copied"));
    topic.snapshotCompleted();
  }

  @Test
  void countsChangesByTableAndLeavesOutTheCopy() {
    // given
    start();

    // when
    topic
        .begin()
        .insert("item", row("id", "1", "code", "a"))
        .insert("item", row("id", "2", "code", "b"))
        .update("item", row("id", "1", "code", "c"))
        .changeKey("item", row("id", "2"), row("id", "3"), row("id", "3", "code", "b"))
        .delete("item", row("id", "100", "code", null))
        .insert("entry", row("n", "1"))
        .truncate("entry")
        .end();
    settle();

    // then
    awaitCounts("src|public.entry|1|0|0|1", "src|public.item|2|2|1|0");
    assertThat(target.one("SELECT sum(bytes) > 500 FROM tributary.change_count")).isEqualTo("t");
  }

  @Test
  void countsATransactionThatComesInPiecesOnceItIsWhole() {
    // given
    start();
    settle();
    ChangeTopic.Tx large = topic.begin();
    for (int i = 1; i <= 2000; i++) {
      large.insert("entry", row("n", String.valueOf(i)));
    }

    // when it is cut off, then comes whole, and then once more
    large.sendFirst(1500);
    topic.flush();
    large.end();
    settle();
    large.resend();
    topic.begin().insert("entry", row("n", "2001")).end();
    settle();

    // then
    awaitCounts("src|public.entry|2001|0|0|0");
  }

  @Test
  void addsUpWhatRunsOfAStreamHaveBrought() {
    // given
    start();
    topic.begin().insert("entry", row("n", "1")).end();
    settle();

    // when
    apply.stop(stream);
    topic.begin().insert("entry", row("n", "2")).end();
    start();
    settle();

    // then
    awaitCounts("src|public.entry|2|0|0|0");
  }

  @Test
  void countsABatchOnceWhoseConnectionIsLostBeforeTheCommit() {
    // given
    start();
    settle();
    hooks.nextBeforeCommit(this::endSessions);

    // when
    topic.begin().insert("entry", row("n", "1")).end();
    settle();

    // then
    awaitCounts("src|public.entry|1|0|0|0");
  }

  @Test
  void countsABatchOnceWhoseConnectionIsLostBehindTheCommit() {
    // given
    start();
    settle();
    hooks.nextAfterCommit(this::endSessions);

    // when
    topic.begin().insert("entry", row("n", "1")).end();
    settle();

    // then
    awaitCounts("src|public.entry|1|0|0|0");
  }

  @Test
  void addsPartitionsUpUnderTheirTable() {
    // given
    target.run(
        """
        CREATE TABLE app.part (id int PRIMARY KEY, v text) PARTITION BY RANGE (id);
        CREATE TABLE app.part_low PARTITION OF app.part FOR VALUES FROM (0) TO (10);
        CREATE TABLE app.part_high PARTITION OF app.part FOR VALUES FROM (10) TO (20)""");
    start();

    // when
    topic
        .begin()
        .insert("part_low", row("id", "1", "v", "a"))
        .insert("part_high", row("id", "11", "v", "b"))
        .end();
    settle();

    // then
    awaitCounts("src|public.part|2|0|0|0");
  }

  private void awaitCounts(String... counts) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(target.rows(COUNTS)).containsExactly(counts));
  }

  private void endSessions() {
    target.rows(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE starts_with(application_name, 'tributary-apply')"
            + " AND datname = current_database()");
  }
}
