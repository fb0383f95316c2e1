package io.tributary.cdc.apply.repair;

import static io.tributary.cdc.apply.fixture.Cells.UNCHANGED;
import static io.tributary.cdc.apply.fixture.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyScenario;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.ChangeTopic;
import io.tributary.common.desired.ConfirmedRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Rows are repaired while the stream goes on. Source and target are schemas of one database; what
 * the source commits is put on the topic at its position, and a heartbeat follows the position as
 * the connector's does. The oracle compares both tables by one statement of PostgreSQL.
 */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class RepairIT extends ApplyScenario {
  private static final String UNEQUAL =
      """
      SELECT coalesce(s.id, t.id) FROM public.item s FULL JOIN app.item t ON s.id = t.id
      WHERE ROW(s.*)::text IS DISTINCT FROM ROW(t.*)::text ORDER BY 1""";

  private ScheduledExecutorService heartbeat;
  private int orders;

  @BeforeEach
  void tables() {
    String columns =
        "id int PRIMARY KEY, v text UNIQUE, big text, n int GENERATED ALWAYS AS IDENTITY,"
            + " twice text GENERATED ALWAYS AS (v || v) STORED";
    target.run("CREATE TABLE public.item (" + columns + ")");
    target.table("app.item", columns);
    // A snapshot that begins empties the target first.
    emptySnapshot();
    start();
    settle();
    target.run(
        "INSERT INTO public.item (id, v, big) SELECT i, 'v' || i, repeat(md5(i::text), 2000)"
            + " FROM generate_series(1, 5) i;"
            + "INSERT INTO app.item (id, v, big, n) OVERRIDING SYSTEM VALUE"
            + " SELECT id, v, big, n FROM public.item");
    heartbeat = Executors.newSingleThreadScheduledExecutor();
    heartbeat.scheduleWithFixedDelay(
        () -> committed("SELECT 1", tx -> tx), 50, 50, TimeUnit.MILLISECONDS);
    assertThat(target.rows(UNEQUAL)).isEmpty();
  }

  @AfterEach
  void rest() throws InterruptedException {
    heartbeat.shutdown();
    assertThat(heartbeat.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void writesDamagedAndMissingRowsDeletesAddedOnesAndTouchesNoOthers() {
    // given
    target.run(
        "UPDATE app.item SET v = 'broken' WHERE id = 1; DELETE FROM app.item WHERE id = 2;"
            + " INSERT INTO app.item (id, v) VALUES (9, 'added');"
            + " UPDATE app.item SET v = 'nobody confirmed this' WHERE id = 3");
    // when
    RepairOutcome outcome = repair("1", "2", "9");
    // then
    assertThat(outcome).isEqualTo(new RepairOutcome(2, 1, 0, null));
    assertThat(target.rows(UNEQUAL)).containsExactly("3");
    // and the stream goes on
    committed(
        "UPDATE public.item SET v = 'v3x' WHERE id = 3",
        tx -> tx.update("item", row("id", "3", "v", "v3x", "big", UNCHANGED, "n", "3")));
    await().atMost(SOON).until(() -> target.rows(UNEQUAL).isEmpty());
  }

  @Test
  void ownersCastToTextIsNotRunAtTheSource() {
    // given
    target.run(
        "UPDATE app.item SET v = 'broken' WHERE id = 1;"
            + " CREATE FUNCTION public.spelled(int) RETURNS text LANGUAGE plpgsql AS"
            + " $$ BEGIN RAISE EXCEPTION 'the cast was run'; END $$;"
            + " CREATE CAST (int AS text) WITH FUNCTION public.spelled(int)");
    // when
    RepairOutcome outcome = repair("1");
    // then
    assertThat(outcome).isEqualTo(new RepairOutcome(1, 0, 0, null));
    assertThat(target.rows(UNEQUAL)).isEmpty();
  }

  @Test
  void writesRowsThatHaveSwappedAUniqueValue() {
    // given
    target.run(
        "UPDATE app.item SET v = 'x' WHERE id = 1; UPDATE app.item SET v = 'v1' WHERE id = 2;"
            + " UPDATE app.item SET v = 'v2' WHERE id = 1");
    // when
    RepairOutcome outcome = repair("1", "2");
    // then
    assertThat(outcome.left()).isZero();
    assertThat(target.rows(UNEQUAL)).isEmpty();
  }

  @Test
  void rowUpdatedAtTheSourceBetweenTheReadings() {
    // given
    target.run("UPDATE app.item SET big = 'broken' WHERE id = 1");
    hooks.nextBetweenReadings(
        () ->
            committed(
                "UPDATE public.item SET v = 'newer' WHERE id = 1",
                tx -> tx.update("item", row("id", "1", "v", "newer", "big", UNCHANGED, "n", "1"))));
    // when
    RepairOutcome outcome = repair("1");
    // then
    assertThat(outcome).isEqualTo(new RepairOutcome(1, 0, 0, null));
    assertThat(target.rows(UNEQUAL)).isEmpty();
  }

  @Test
  void rowUpdatedAtTheSourceWhoseChangeIsAppliedAfterTheRepair() {
    // given: the topic learns of it only once the repair has ended
    target.run("UPDATE app.item SET big = 'broken' WHERE id = 1");
    CompletableFuture<Void> told = new CompletableFuture<>();
    hooks.nextBetweenReadings(
        () -> {
          long position = position();
          pass(position);
          target.run("UPDATE public.item SET v = 'newer' WHERE id = 1");
          told.complete(null);
        });
    heartbeat.shutdown();
    // when
    CompletableFuture<RepairOutcome> outcome = repairing("1");
    told.join();
    committed(
        "SELECT 1",
        tx -> tx.update("item", row("id", "1", "v", "newer", "big", UNCHANGED, "n", "1")));
    await().atMost(SOON).until(() -> passed(outcome));
    // then
    assertThat(outcome.join()).isEqualTo(new RepairOutcome(1, 0, 0, null));
    assertThat(target.rows(UNEQUAL)).isEmpty();
  }

  @Test
  void rowDeletedAtTheSourceBetweenTheReadings() {
    // given
    target.run("UPDATE app.item SET v = 'broken' WHERE id = 1");
    hooks.nextBetweenReadings(
        () ->
            committed(
                "DELETE FROM public.item WHERE id = 1", tx -> tx.delete("item", row("id", "1"))));
    // when
    RepairOutcome outcome = repair("1");
    // then: the stream has deleted it
    assertThat(outcome).isEqualTo(new RepairOutcome(0, 0, 0, null));
    assertThat(target.rows(UNEQUAL)).isEmpty();
  }

  @Test
  void rowInsertedAtTheSourceBetweenTheReadings() {
    // given
    target.run("INSERT INTO app.item (id, v) VALUES (9, 'added')");
    hooks.nextBetweenReadings(
        () ->
            committed(
                "INSERT INTO public.item (id, v, big) VALUES (9, 'real', 'b')",
                tx -> tx.insert("item", row("id", "9", "v", "real", "big", "b", "n", "6"))));
    // when
    RepairOutcome outcome = repair("9");
    // then
    assertThat(outcome).isEqualTo(new RepairOutcome(1, 0, 0, null));
    assertThat(target.rows(UNEQUAL)).isEmpty();
  }

  @Test
  void rowInsertedAndDeletedAtTheSourceOfWhichApplyHasOnlyTheInsert() {
    // given: deleting the row would take it from the update that leaves its large value out
    target.run("INSERT INTO app.item (id, v) VALUES (9, 'added')");
    CompletableFuture<Void> inserted = new CompletableFuture<>();
    hooks.nextBetweenReadings(
        () -> {
          target.run("INSERT INTO public.item (id, v, big) VALUES (9, 'real', 'b')");
          put(tx -> tx.insert("item", row("id", "9", "v", "real", "big", "b", "n", "6")));
          target.run("UPDATE public.item SET v = 'later' WHERE id = 9");
          target.run("DELETE FROM public.item WHERE id = 9");
          hooks.nextBetweenReadings(() -> inserted.complete(null));
        });
    heartbeat.shutdown();
    // when
    CompletableFuture<RepairOutcome> outcome = repairing("9");
    inserted.join();
    // then: the second round has begun, and the row that apply has written is there
    assertThat(target.rows("SELECT v FROM app.item WHERE id = 9")).containsExactly("real");
    put(tx -> tx.update("item", row("id", "9", "v", "later", "big", UNCHANGED, "n", "6")));
    put(tx -> tx.delete("item", row("id", "9")));
    await().atMost(SOON).until(() -> passed(outcome));
    assertThat(outcome.join().left()).isZero();
    assertThat(target.rows(UNEQUAL)).isEmpty();
    assertThat(apply.status(stream).error()).isNull();
  }

  @Test
  void transactionThatTheStreamHasAndTheSourceDoesNotShowYet() throws SQLException {
    // given: a commit that waits for a standby is on the topic before anybody sees it
    try (Connection writer = server().connect(database());
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("INSERT INTO public.item (id, v, big) VALUES (9, 'real', 'b')");
      put(tx -> tx.insert("item", row("id", "9", "v", "real", "big", "b", "n", "6")));
      await().atMost(SOON).until(() -> target.rows(UNEQUAL).equals(List.of("9")));
      // when
      RepairOutcome outcome = repair("9");
      // then
      assertThat(outcome.left()).isEqualTo(1);
      assertThat(outcome.error().code()).isEqualTo("TRB-REPAIR-UNSETTLED");
      assertThat(target.rows("SELECT v FROM app.item WHERE id = 9")).containsExactly("real");
      writer.commit();
    }
    assertThat(target.rows(UNEQUAL)).isEmpty();
    assertThat(repair("9")).isEqualTo(new RepairOutcome(1, 0, 0, null));
    assertThat(target.rows(UNEQUAL)).isEmpty();
  }

  @Test
  void checkpointMovedByASecondInstanceBetweenTheReadings() {
    // given
    target.run("UPDATE app.item SET v = 'broken' WHERE id = 1");
    hooks.nextBetweenReadings(
        () -> target.run("UPDATE tributary.checkpoint SET topic_offset = topic_offset + 1000"));
    // when
    repairing("1");
    // then
    awaitError("TRB-APPLY-FENCED-OFF");
    awaitStopped();
    assertThat(target.rows("SELECT v FROM app.item WHERE id = 1")).containsExactly("broken");
  }

  @Test
  void instanceThatDiesBeforeItsCommitRepairsWhenItRunsAgain() {
    // given
    target.run("UPDATE app.item SET v = 'broken' WHERE id = 1");
    heartbeat.shutdown();
    hooks.nextBetweenReadings(
        () -> {
          pass(position());
          hooks.nextAfterCommit(() -> hooks.nextBeforeCommit(ApplyScenario::die));
        });
    // when
    repairing("1");
    awaitStopped();
    assertThat(target.rows("SELECT v FROM app.item WHERE id = 1")).containsExactly("broken");
    start();
    CompletableFuture<RepairOutcome> outcome = repairing("1");
    await().atMost(SOON).until(() -> passed(outcome));
    // then
    assertThat(outcome.join()).isEqualTo(new RepairOutcome(1, 0, 0, null));
    assertThat(target.rows(UNEQUAL)).isEmpty();
  }

  @Test
  void rowsThatChangeInEveryRoundAreTold() {
    // given
    target.run("UPDATE app.item SET big = 'broken' WHERE id = 1");
    hooks.nextBetweenReadings(this::touchInEveryRound);
    // when
    RepairOutcome outcome = repair("1");
    // then
    assertThat(outcome.left()).isEqualTo(1);
    assertThat(outcome.error().code()).isEqualTo("TRB-REPAIR-UNSETTLED");
    hooks.clear();
    assertThat(repair("1").left()).isZero();
    assertThat(target.rows(UNEQUAL)).isEmpty();
  }

  private void touchInEveryRound() {
    committed(
        "UPDATE public.item SET v = v || '.' WHERE id = 1",
        tx ->
            tx.update(
                "item",
                row(
                    "id",
                    "1",
                    "v",
                    target.one("SELECT v FROM public.item WHERE id = 1"),
                    "big",
                    UNCHANGED,
                    "n",
                    "1")));
    hooks.nextBetweenReadings(this::touchInEveryRound);
  }

  @Test
  void refusesWhatTheTargetRefusesAndRepairsTheOthers() {
    // given
    target.run(
        "UPDATE app.item SET v = 'broken' WHERE id IN (1); DELETE FROM app.item WHERE id = 2;"
            + " ALTER TABLE app.item ADD CHECK (id <> 2)");
    // when
    RepairOutcome outcome = repair("1", "2");
    // then
    assertThat(outcome.written()).isEqualTo(1);
    assertThat(outcome.left()).isEqualTo(1);
    assertThat(outcome.error().code()).isEqualTo("TRB-REPAIR-REFUSED");
    assertThat(target.rows(UNEQUAL)).containsExactly("2");
  }

  @Test
  void refusesTablesWithoutKeyCutKeysAndWhatDeadLettersWaitFor() {
    // given
    target.run("CREATE TABLE public.bare (v text)");
    target.table("app.bare", "v text");
    // then
    assertThat(code("public.bare", "v", "x")).isEqualTo("TRB-REPAIR-NO-KEY");
    assertThat(code("public.item", "id", "1…")).isEqualTo("TRB-REPAIR-KEY-TOO-LONG");
    assertThat(code("public.nowhere", "id", "1")).isEqualTo("TRB-REPAIR-TABLE-GONE");
    assertThat(code("public.item", "id", "no number")).isEqualTo("TRB-REPAIR-SOURCE-FAILED");
    // when
    put(tx -> tx.insert("item", row("id", "7", "v", "v1", "big", "b", "n", "9")));
    await().atMost(SOON).until(() -> apply.status(stream).progress().aside().deadLetters() == 1);
    // then
    assertThat(code("public.item", "id", "1")).isEqualTo("TRB-REPAIR-DEAD-LETTERS");
  }

  @Test
  void writesNothingIntoATargetThatIsOpenToItsApplication() {
    // given
    target.run("UPDATE app.item SET v = 'broken' WHERE id = 1");
    target.run(
        "INSERT INTO tributary.preparation VALUES ('%s', '%s', 'opened', '{}', now())"
            .formatted(stream.migration(), stream.source()));
    // then
    assertThat(code("public.item", "id", "1")).isEqualTo("TRB-REPAIR-TARGET-OPEN");
    assertThat(target.rows("SELECT v FROM app.item WHERE id = 1")).containsExactly("broken");
  }

  private String code(String table, String column, String value) {
    ConfirmedRows rows = new ConfirmedRows(table, List.of(Map.of(column, value)));
    RepairOutcome outcome = apply.repair(stream, new RepairTask(++orders, List.of(rows)));
    assertThat(outcome.left()).isEqualTo(1);
    assertThat(outcome.error().message()).hasSizeGreaterThan(40);
    return outcome.error().code();
  }

  private RepairOutcome repair(String... ids) {
    return repairing(ids).join();
  }

  private CompletableFuture<RepairOutcome> repairing(String... ids) {
    ConfirmedRows rows =
        new ConfirmedRows("public.item", Arrays.stream(ids).map(id -> Map.of("id", id)).toList());
    RepairTask task = new RepairTask(++orders, List.of(rows));
    return CompletableFuture.supplyAsync(() -> apply.repair(stream, task));
  }

  /** Changes the source, and puts the change on the topic at its position. */
  private void committed(String sql, UnaryOperator<ChangeTopic.Tx> change) {
    synchronized (topic) {
      target.run(sql);
      put(change);
    }
  }

  private void put(UnaryOperator<ChangeTopic.Tx> change) {
    synchronized (topic) {
      topic.behind(position());
      change.apply(topic.begin()).message("test.committed", "").end();
      topic.flush();
    }
  }

  private void pass(long position) {
    synchronized (topic) {
      topic.behind(position);
      topic.begin().message("test.heartbeat", "").end();
      topic.flush();
    }
  }

  /** Lets the stream follow the source's position until a repair has ended. */
  private boolean passed(CompletableFuture<RepairOutcome> outcome) {
    pass(position());
    return outcome.isDone();
  }

  private long position() {
    return Long.parseLong(target.one("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint"));
  }

  private String database() {
    return migration.target().connection().database();
  }
}
