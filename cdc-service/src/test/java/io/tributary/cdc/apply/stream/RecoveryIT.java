package io.tributary.cdc.apply.stream;

import static io.tributary.cdc.apply.fixture.Cells.UNCHANGED;
import static io.tributary.cdc.apply.fixture.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyScenario;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.ChangeTopic;
import io.tributary.fixture.CuttingProxy;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.fixture.StalledCommits;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever dies, every source transaction takes effect exactly once. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class RecoveryIT extends ApplyScenario {
  private static final String WAITS_FOR_CHECKPOINT =
      "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
          + " AND datname = current_database() AND query LIKE '%tributary.checkpoint%'";
  private static PostgresServer own;

  @Override
  protected synchronized PostgresServer server() {
    if (own == null) {
      own = PostgresFixture.fresh(Map.of());
    }
    return own;
  }

  @BeforeEach
  void tables() {
    target.table("app.item", "id int PRIMARY KEY, n text");
    // Without a key a change that is applied twice shows.
    target.table("app.entry", "n int");
    emptySnapshot();
  }

  private void entries(int from, int to) {
    for (int i = from; i <= to; i++) {
      topic.begin().insert("entry", row("n", String.valueOf(i))).end();
    }
  }

  private void assertEntries(int count) {
    assertThat(target.one("SELECT count(*), count(DISTINCT n), coalesce(max(n), 0) FROM app.entry"))
        .isEqualTo(count + "|" + count + "|" + count);
  }

  @Test
  void appliesOnceWhenKilledBetweenCommitAndAck() {
    // given
    start();
    settle();
    hooks.nextAfterCommit(ApplyScenario::die);
    // when
    entries(1, 3);
    topic.flush();
    awaitStopped();
    start();
    entries(4, 5);
    settle();
    // then
    assertEntries(5);
  }

  @Test
  void appliesOnceWhenKilledBeforeCommit() {
    // given
    start();
    settle();
    hooks.nextBeforeCommit(ApplyScenario::die);
    // when
    entries(1, 3);
    topic.flush();
    awaitStopped();
    start();
    settle();
    // then
    assertEntries(3);
  }

  @Test
  void appliesOnceWhenTheTargetCommitsAndTheAnswerIsLost() {
    // given: the server ends the session right behind the commit, so the next batch fails
    start();
    settle();
    hooks.nextAfterCommit(this::endSessions);
    // when
    entries(1, 3);
    topic.flush();
    await().atMost(SOON).until(() -> target.one("SELECT count(*) FROM app.entry").equals("3"));
    entries(4, 6);
    settle();
    // then
    assertEntries(6);
  }

  @Test
  void appliesOnceWhenTheConnectionBreaksAndTheTargetIsStillCommitting() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(server())) {
      // given
      migration = target.migration(stream.migration(), proxy.port());
      start();
      settle();
      try (StalledCommits stalled = new StalledCommits(server())) {
        // when
        proxy.cutBehind("COMMIT");
        entries(1, 3);
        topic.flush();
        await().atMost(SOON).until(() -> proxy.cuts() == 1 && stalled.waiting() > 0);
        // then nothing is written again before it is known what became of it
        await()
            .atMost(SOON)
            .until(
                () ->
                    target.one(WAITS_FOR_CHECKPOINT).equals("1")
                        && apply.status(stream).error() != null);
      }
      entries(4, 5);
      settle();
      assertEntries(5);
      assertThat(apply.status(stream).error()).isNull();
    }
  }

  @Test
  void appliesOnceWhenTheNetworkFallsSilentInTheMiddleOfABatch() throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(server())) {
      // given
      migration = target.migration(stream.migration(), proxy.port());
      start();
      settle();

      // when
      proxy.silenceAt("COMMIT");
      entries(1, 3);
      topic.flush();
      await().atMost(SOON).until(proxy::silent);

      // then
      await().atMost(Duration.ofSeconds(30)).until(() -> apply.status(stream).error() != null);
      assertThat(apply.status(stream).error().code()).isEqualTo("TRB-APPLY-TARGET-UNREACHABLE");

      // when: the server still keeps the batch's locks for a session that nobody hears
      proxy.speak();
      entries(4, 5);

      // then
      settle();
      assertEntries(5);
      assertThat(apply.status(stream).error()).isNull();
    }
  }

  @Test
  void goesOnWithinARecordWhenKilledBetweenItsTransactions() {
    // given: more rows than a batch takes, all in one record of the topic
    start();
    settle();
    topic.pack(() -> Integer.MAX_VALUE);
    hooks.nextAfterCommit(ApplyScenario::die);
    // when
    entries(1, 1_300);
    topic.flush();
    awaitStopped();
    String committed = target.one("SELECT count(*) FROM app.entry");
    long resumed = Long.parseLong(target.one("SELECT topic_offset FROM tributary.checkpoint"));
    start();
    settle();
    // then
    assertThat(committed).isEqualTo("500");
    assertThat(resumed).isLessThan(topic.lastOffset());
    assertEntries(1_300);
  }

  @Test
  void stopsWithinARecordWhenAnotherInstanceAppliesIt() {
    // given
    start();
    settle();
    topic.pack(() -> Integer.MAX_VALUE);
    hooks.nextAfterCommit(
        () ->
            target.run(
                "UPDATE tributary.checkpoint SET position = position + 2 WHERE source = '"
                    + stream.source()
                    + "'"));
    // when
    entries(1, 1_300);
    topic.flush();
    awaitStopped();
    // then
    assertThat(apply.status(stream).error().code()).isEqualTo("TRB-APPLY-FENCED-OFF");
    assertEntries(500);
  }

  @Test
  void goesOnAfterATargetRestartInTheMiddleOfABatch() {
    // given
    start();
    settle();
    hooks.nextAfterStatement(
        () -> {
          server().stop();
          new Thread(server()::start).start();
        });
    // when
    entries(1, 40);
    settle();
    // then
    assertEntries(40);
    assertThat(apply.status(stream).error()).isNull();
  }

  @Test
  void dropsTransactionsThatComeAgainAfterAConnectorRestart() {
    // given
    start();
    ChangeTopic.Tx first = topic.begin().insert("entry", row("n", "1"));
    first.end();
    ChangeTopic.Tx second =
        topic.begin().insert("entry", row("n", "2")).insert("entry", row("n", "3"));
    second.sendFirst(1);
    // when
    first.resend();
    second.end();
    first.resend();
    second.resend();
    settle();
    // then
    assertEntries(3);
  }

  @Test
  void largeTransactionsGoInPieceByPieceAndCountOnlyAsAWhole() {
    // given
    start();
    settle();
    ChangeTopic.Tx large = topic.begin();
    for (int i = 1; i <= 2000; i++) {
      large.insert("entry", row("n", String.valueOf(i)));
    }
    // when: cut off, then whole, then again
    large.sendFirst(1500);
    topic.flush();
    await().during(java.time.Duration.ofMillis(300)).until(() -> true);
    assertEntries(0);
    large.end();
    settle();
    large.resend();
    topic.begin().insert("entry", row("n", "2001")).end();
    settle();
    // then
    assertEntries(2001);
    assertThat(apply.status(stream).progress().applied().transactions()).isEqualTo(5);
  }

  @Test
  void aLargeTransactionSurvivesALostConnection() {
    // given
    start();
    settle();
    ChangeTopic.Tx large = topic.begin();
    for (int i = 1; i <= 2000; i++) {
      large.insert("entry", row("n", String.valueOf(i)));
    }
    hooks.nextAfterStatement(this::endSessions);
    // when
    large.end();
    settle();
    // then
    assertEntries(2000);
  }

  @Test
  void stopsWhenAPartOfATransactionIsMissing() {
    // given
    start();
    entries(1, 1);
    // when
    topic.begin().insert("entry", row("n", "2")).sendWithWrongCount();
    topic.flush();
    // then
    awaitError("TRB-APPLY-STREAM-GAP");
    awaitStopped();
    assertEntries(1);
  }

  @Test
  void anInstanceThatWasOvertakenRollsBackAndStops() {
    // given: another instance has moved the checkpoint between reading it and writing
    start();
    settle();
    hooks.nextAfterStatement(
        () ->
            target.run(
                "UPDATE tributary.checkpoint SET topic_offset = topic_offset + 1 WHERE migration ="
                    + " '"
                    + stream.migration()
                    + "'"));
    // when
    entries(1, 1);
    topic.flush();
    // then
    awaitError("TRB-APPLY-FENCED-OFF");
    awaitStopped();
    assertEntries(0);
  }

  @Test
  void aPartialUpdateSurvivesRestarts() {
    // given
    topic.begin().insert("item", row("id", "1", "n", "toast")).end();
    topic.begin().update("item", row("id", "1", "n", UNCHANGED)).end();
    start();
    settle();
    // when
    apply.stop(stream);
    start();
    topic
        .begin()
        .changeKey("item", row("id", "1"), row("id", "2"), row("id", "2", "n", UNCHANGED))
        .end();
    settle();
    // then
    assertThat(target.rows("SELECT * FROM app.item")).containsExactly("2|toast");
  }

  @Test
  void theCheckpointFollowsHeartbeats() {
    // given
    start();
    settle();
    long offset = apply.status(stream).progress().offset();
    // when
    topic.heartbeat();
    topic.flush();
    // then
    await().atMost(SOON).until(() -> apply.status(stream).progress().offset() == offset + 1);
  }

  private void endSessions() {
    target.rows(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE starts_with(application_name, 'tributary-apply') AND datname = current_database()");
  }
}
