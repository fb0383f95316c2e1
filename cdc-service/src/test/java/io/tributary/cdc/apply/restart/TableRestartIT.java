package io.tributary.cdc.apply.restart;

import static io.tributary.cdc.apply.fixture.Cells.UNCHANGED;
import static io.tributary.cdc.apply.fixture.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyScenario;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.ChangeTopic;
import io.tributary.cdc.apply.repair.RepairOutcome;
import io.tributary.cdc.apply.repair.RepairTask;
import io.tributary.common.desired.ConfirmedRows;
import io.tributary.common.observed.TableRestartObserved;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tables begin anew while the stream goes on. Source and target are schemas of one database; what
 * the source commits is put on the topic at its position. The oracle compares both tables by one
 * statement of PostgreSQL.
 */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class TableRestartIT extends ApplyScenario {
  private static final String UNEQUAL =
      """
      SELECT coalesce(s.id, t.id) FROM public.item s FULL JOIN app.item t ON s.id = t.id
      WHERE ROW(s.*)::text IS DISTINCT FROM ROW(t.*)::text ORDER BY 1""";
  private static final String UNEQUAL_BARE =
      """
      (SELECT v FROM public.bare EXCEPT ALL SELECT v FROM app.bare)
      UNION ALL (SELECT v FROM app.bare EXCEPT ALL SELECT v FROM public.bare)""";

  private ScheduledExecutorService heartbeat;
  private long orders;

  @BeforeEach
  void tables() {
    String columns =
        "id int PRIMARY KEY, v text UNIQUE, big text, n int GENERATED ALWAYS AS IDENTITY,"
            + " twice text GENERATED ALWAYS AS (v || v) STORED";
    target.run(
        "CREATE TABLE public.item ("
            + columns
            + "); CREATE TABLE public.bare (v text);"
            + "CREATE TABLE public.other (id int PRIMARY KEY)");
    target.table("app.item", columns);
    target.table("app.bare", "v text");
    target.table("app.other", "id int PRIMARY KEY");
    emptySnapshot();
    start();
    settle();
    target.run(
        "INSERT INTO public.item (id, v, big) SELECT i, 'v' || i, repeat(md5(i::text), 200)"
            + " FROM generate_series(1, 3000) i;"
            + "INSERT INTO app.item (id, v, big, n) OVERRIDING SYSTEM VALUE"
            + " SELECT id, v, big, n FROM public.item;"
            + "INSERT INTO public.bare SELECT 'b' || i % 100 FROM generate_series(1, 500) i;"
            + "INSERT INTO app.bare SELECT v FROM public.bare;"
            // Large values lie outside of their rows, so that an update may leave them out.
            + "INSERT INTO public.item (id, v, big) VALUES (5000, 'large', repeat('x', 9000));"
            + "INSERT INTO app.item (id, v, big, n) OVERRIDING SYSTEM VALUE"
            + " SELECT id, v, big, n FROM public.item WHERE id = 5000");
    heartbeat = Executors.newSingleThreadScheduledExecutor();
    heartbeat.scheduleWithFixedDelay(
        () -> committed("SELECT 1", tx -> tx), 50, 50, TimeUnit.MILLISECONDS);
    assertThat(target.rows(UNEQUAL)).isEmpty();
    assertThat(target.rows(UNEQUAL_BARE)).isEmpty();
  }

  @AfterEach
  void rest() throws InterruptedException {
    heartbeat.shutdown();
    assertThat(heartbeat.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
  }

  private void damage() {
    target.run(
        "UPDATE app.item SET v = 'broken' WHERE id = 1; DELETE FROM app.item WHERE id % 7 = 0;"
            + " UPDATE app.item SET big = 'broken' WHERE id = 5000;"
            + " INSERT INTO app.item (id, v) VALUES (9000, 'added');"
            // A unique value that another row has at the source.
            + " UPDATE app.item SET v = 'x' WHERE id = 20; UPDATE app.item SET v = 'v20' WHERE id = 10");
    assertThat(target.rows(UNEQUAL)).hasSizeGreaterThan(400);
  }

  @Test
  void replacesRowsThatAreChangedMissingOrTooMany() {
    // given
    damage();
    // when
    restart("public.item");
    // then
    awaitPhase("public.item", TableRestartObserved.Phase.DONE);
    assertThat(target.rows(UNEQUAL)).isEmpty();
    assertThat(seen("public.item").rows()).isEqualTo(3001);
    assertThat(target.rows("SELECT 1 FROM tributary.held_change")).isEmpty();
    assertThat(apply.status(stream).error()).isNull();
    // and the stream goes on with the table
    committed(
        "UPDATE public.item SET v = 'later' WHERE id = 5000",
        tx -> tx.update("item", row("id", "5000", "v", "later", "big", UNCHANGED, "n", "3001")));
    await().atMost(SOON).until(() -> target.rows(UNEQUAL).isEmpty());
    assertThat(target.one("SELECT v FROM app.item WHERE id = 5000")).isEqualTo("later");
  }

  @Test
  void appliesWhatTheSourceChangedSinceItsRowsWereRead() {
    // given
    damage();
    CompletableFuture<Void> reading = new CompletableFuture<>();
    CompletableFuture<Void> goOn = new CompletableFuture<>();
    // Behind the first step the changes are held, behind the second one the rows are those of then.
    hooks.nextRestartStep(() -> hooks.nextRestartStep(() -> hold(reading, goOn)));
    // when
    restart("public.item");
    reading.join();
    change(
        "UPDATE public.item SET v = 'newer' WHERE id = 5000",
        tx -> tx.update("item", row("id", "5000", "v", "newer", "big", UNCHANGED, "n", "3001")));
    change("DELETE FROM public.item WHERE id = 2", tx -> tx.delete("item", row("id", "2")));
    change(
        "UPDATE public.item SET id = 2 WHERE id = 3",
        tx ->
            tx.changeKey(
                "item",
                row("id", "3"),
                row("id", "2"),
                row("id", "2", "v", "v3", "big", big(3), "n", "3")));
    change(
        "INSERT INTO public.item (id, v, big) VALUES (3, 'again', 'b')",
        tx -> tx.insert("item", row("id", "3", "v", "again", "big", "b", "n", "3002")));
    change("INSERT INTO public.other VALUES (1)", tx -> tx.insert("other", row("id", "1")));
    goOn.complete(null);
    // then
    awaitPhase("public.item", TableRestartObserved.Phase.DONE);
    assertThat(target.rows("SELECT id FROM app.other")).containsExactly("1");
    assertThat(target.rows(UNEQUAL)).isEmpty();
    assertThat(apply.status(stream).progress().aside().deadLetters()).isZero();
  }

  private void hold(CompletableFuture<Void> reached, CompletableFuture<Void> until) {
    reached.complete(null);
    until.join();
  }

  @Test
  void replacesRowsOfATableWithoutKey() {
    // given
    target.run(
        "DELETE FROM app.bare WHERE v = 'b1'; INSERT INTO app.bare VALUES ('b2'), ('extra')");
    hooks.nextRestartStep(
        () ->
            hooks.nextRestartStep(
                () -> {
                  committed(
                      "INSERT INTO public.bare VALUES ('b3')",
                      tx -> tx.insert("bare", row("v", "b3")));
                  committed(
                      "DELETE FROM public.bare WHERE ctid = (SELECT ctid FROM public.bare WHERE v = 'b4' LIMIT 1)",
                      tx -> tx.delete("bare", row("v", "b4")));
                }));
    // when
    restart("public.bare");
    // then
    awaitPhase("public.bare", TableRestartObserved.Phase.DONE);
    await().atMost(SOON).until(() -> target.rows(UNEQUAL_BARE).isEmpty());
    assertThat(target.one("SELECT count(*) FROM app.bare")).isEqualTo("500");
  }

  @Test
  void streamThatLagsBehindTheSourceWhenItsRowsAreRead() throws Exception {
    // given: changes of the source that have not come yet when it is read
    heartbeat.shutdown();
    assertThat(heartbeat.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    target.run("DELETE FROM app.bare WHERE v = 'b1'");
    target.run("INSERT INTO public.bare VALUES ('late')");
    long committed = position();
    // when
    restart("public.bare");
    // then: nothing is over before they have come, and they are in the rows already
    awaitPhase("public.bare", TableRestartObserved.Phase.CATCHING_UP);
    put(committed, tx -> tx.insert("bare", row("v", "late")));
    put(position(), tx -> tx.insert("other", row("id", "1")));
    awaitPhase("public.bare", TableRestartObserved.Phase.DONE);
    assertThat(target.rows(UNEQUAL_BARE)).isEmpty();
    assertThat(target.rows("SELECT v FROM app.bare WHERE v = 'late'")).hasSize(1);
  }

  @Test
  void tableThatTheSourceEmptiesMeanwhile() {
    // given
    damage();
    hooks.nextRestartStep(
        () ->
            hooks.nextRestartStep(
                () -> {
                  committed("TRUNCATE public.item", tx -> tx.truncate("item"));
                  committed(
                      "INSERT INTO public.item (id, v, big) VALUES (3, 'only', 'b')",
                      tx ->
                          tx.insert("item", row("id", "3", "v", "only", "big", "b", "n", "3002")));
                }));
    // when
    restart("public.item");
    // then
    awaitPhase("public.item", TableRestartObserved.Phase.DONE);
    assertThat(target.rows(UNEQUAL)).isEmpty();
    assertThat(target.rows("SELECT v FROM app.item")).containsExactly("only");
  }

  @Test
  void streamThatHasStoppedAtAChangeOfTheTableGoesOn() {
    // given
    target.run("DELETE FROM app.item WHERE id = 5000");
    committed(
        "UPDATE public.item SET v = 'newer' WHERE id = 5000",
        tx -> tx.update("item", row("id", "5000", "v", "newer", "big", UNCHANGED, "n", "3001")));
    awaitError("TRB-APPLY-ROW-MISSING");
    awaitStopped();
    assertThat(apply.status(stream).error().message()).contains("--table public.item`");
    // when
    tableRestarts = Map.of("public.item", ++orders);
    start();
    // then
    awaitPhase("public.item", TableRestartObserved.Phase.DONE);
    await().atMost(SOON).until(() -> target.rows(UNEQUAL).isEmpty());
    assertThat(apply.status(stream).error()).isNull();
  }

  @Test
  void processThatDiesBehindAnyStepGoesOnOrBeginsAgain() {
    // Taking up, emptying and copying in pieces, holding on, catching up, the end.
    for (int death = 1; death <= 12; death++) {
      damage();
      dieBehind(death);
      restart("public.item");
      int at = death;
      await().atMost(SOON).until(() -> !apply.status(stream).running() || over("public.item", at));
      committed(
          "UPDATE public.item SET big = big || 'y' WHERE id = 4",
          tx ->
              tx.update(
                  "item",
                  row(
                      "id",
                      "4",
                      "v",
                      "v4",
                      "big",
                      target.one("SELECT big FROM public.item WHERE id = 4"),
                      "n",
                      "4")));
      hooks.clear();
      start();
      awaitPhase("public.item", TableRestartObserved.Phase.DONE);
      await().atMost(SOON).until(() -> target.rows(UNEQUAL).isEmpty());
    }
  }

  private boolean over(String table, long order) {
    return find(table).filter(t -> t.phase().over() && t.ordered() >= order).isPresent();
  }

  private void dieBehind(int step) {
    hooks.nextRestartStep(
        () -> {
          if (step == 1) {
            die();
          }
          dieBehind(step - 1);
        });
  }

  @Test
  void processThatDiesBeforeACommitLosesNothing() {
    for (int death = 1; death <= 6; death++) {
      damage();
      dieBefore(death);
      restart("public.item");
      int at = death;
      await().atMost(SOON).until(() -> !apply.status(stream).running() || over("public.item", at));
      hooks.clear();
      start();
      awaitPhase("public.item", TableRestartObserved.Phase.DONE);
      await().atMost(SOON).until(() -> target.rows(UNEQUAL).isEmpty());
    }
  }

  private void dieBefore(int commit) {
    hooks.nextBeforeCommit(
        () -> {
          if (commit == 1) {
            die();
          }
          dieBefore(commit - 1);
        });
  }

  @Test
  void writerThatDeletesMovesKeysAndInsertsAgainMeanwhile() throws Exception {
    // given: so many that the writer has time
    long seed = System.nanoTime();
    Random random = new Random(seed);
    target.run(
        "INSERT INTO public.item (id, v, big) SELECT 20000 + i, 'w' || i, md5(i::text)"
            + " FROM generate_series(1, 60000) i;"
            + "INSERT INTO app.item (id, v, big, n) OVERRIDING SYSTEM VALUE"
            + " SELECT id, v, big, n FROM public.item WHERE id > 20000");
    for (int round = 0; round < 3; round++) {
      damage();
      restart("public.item");
      while (!over("public.item", orders)) {
        write(random);
      }
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(target.rows(UNEQUAL)).as("seed %d", seed).isEmpty());
      assertThat(apply.status(stream).error()).as("seed %d", seed).isNull();
      assertThat(apply.status(stream).progress().aside().deadLetters()).isZero();
    }
  }

  private void write(Random random) {
    int id = 1 + random.nextInt(60);
    String there = first("SELECT v FROM public.item WHERE id = " + id);
    if (there == null) {
      String v = "r" + random.nextInt();
      committed(
          "INSERT INTO public.item (id, v, big) OVERRIDING SYSTEM VALUE VALUES (%d, '%s', 'b')"
              .formatted(id, v),
          tx ->
              tx.insert(
                  "item",
                  row(
                      "id",
                      "" + id,
                      "v",
                      v,
                      "big",
                      "b",
                      "n",
                      target.one("SELECT n FROM public.item WHERE id = " + id))));
    } else if (random.nextInt(3) == 0) {
      committed(
          "DELETE FROM public.item WHERE id = " + id, tx -> tx.delete("item", row("id", "" + id)));
    } else if (random.nextInt(2) == 0) {
      String v = "u" + random.nextInt();
      committed(
          "UPDATE public.item SET v = '%s' WHERE id = %d".formatted(v, id),
          tx ->
              tx.update(
                  "item",
                  row(
                      "id",
                      "" + id,
                      "v",
                      v,
                      "big",
                      target.one("SELECT big FROM public.item WHERE id = " + id),
                      "n",
                      target.one("SELECT n FROM public.item WHERE id = " + id))));
    } else {
      int to = 100_000 + random.nextInt(1_000_000_000);
      committed(
          "UPDATE public.item SET id = %d WHERE id = %d".formatted(to, id),
          tx ->
              tx.changeKey(
                  "item",
                  row("id", "" + id),
                  row("id", "" + to),
                  row(
                      "id",
                      "" + to,
                      "v",
                      there,
                      "big",
                      target.one("SELECT big FROM public.item WHERE id = " + to),
                      "n",
                      target.one("SELECT n FROM public.item WHERE id = " + to))));
    }
  }

  @Test
  void laterOrderOfTheSameTableBeginsItOnceMore() {
    // given
    restart("public.item");
    awaitPhase("public.item", TableRestartObserved.Phase.DONE);
    damage();
    // when
    restart("public.item");
    // then
    awaitPhase("public.item", TableRestartObserved.Phase.DONE);
    assertThat(seen("public.item").ordered()).isEqualTo(2);
    assertThat(target.rows(UNEQUAL)).isEmpty();
  }

  @Test
  void rowsThatTheTargetRefusesAreToldAndTriedAgain() {
    // given
    target.run("DELETE FROM app.item WHERE id = 6; ALTER TABLE app.item ADD CHECK (id <> 6)");
    // when
    restart("public.item");
    // then
    await().atMost(SOON).until(() -> seen("public.item").error() != null);
    assertThat(seen("public.item").error().code()).isEqualTo("TRB-RESTART-TABLE-REFUSED");
    assertThat(seen("public.item").error().message())
        .startsWith("The target does not take table public.item as source src has it: ")
        .endsWith("Mend what refuses it; it is tried again by itself.");
    assertThat(apply.status(stream).error()).isNull();
    // and other tables go on
    committed("INSERT INTO public.other VALUES (1)", tx -> tx.insert("other", row("id", "1")));
    await().atMost(SOON).until(() -> !target.rows("SELECT id FROM app.other").isEmpty());
    assertThat(seen("public.item").phase()).isEqualTo(TableRestartObserved.Phase.COPYING);
    // when
    target.run("ALTER TABLE app.item DROP CONSTRAINT item_id_check");
    // then
    awaitPhase("public.item", TableRestartObserved.Phase.DONE);
    assertThat(target.rows(UNEQUAL)).isEmpty();
  }

  @Test
  void forgetsDeadLettersOfTheTableAlone() {
    // given
    put(tx -> tx.insert("item", row("id", "7000", "v", "v1", "big", "b", "n", "9")));
    await().atMost(SOON).until(() -> apply.status(stream).progress().aside().deadLetters() == 1);
    // when
    restart("public.item");
    // then
    awaitPhase("public.item", TableRestartObserved.Phase.DONE);
    await().atMost(SOON).until(() -> apply.status(stream).progress().aside().deadLetters() == 0);
    assertThat(target.rows(UNEQUAL)).isEmpty();
  }

  @Test
  void refusesATableThatDoesNotMoveAndRepairsNoneThatBeginsAnew() {
    // when
    restart("public.nowhere");
    // then
    awaitPhase("public.nowhere", TableRestartObserved.Phase.REFUSED);
    assertThat(seen("public.nowhere").error().code()).isEqualTo("TRB-RESTART-TABLE-UNKNOWN");
    assertThat(seen("public.nowhere").error().message())
        .isEqualTo(
            "Table public.nowhere is not restarted: source src has no table of that name that moves, or it is a partition of one, which begins anew with all of it. Nothing was touched. `./tributary status %1$s` names the tables; one that was made since the start comes with `./tributary add-tables %1$s --source src`."
                .formatted(stream.migration()));
    // given
    target.run("ALTER TABLE app.item ADD CHECK (id <> 6) NOT VALID");
    restart("public.item");
    await().atMost(SOON).until(() -> seen("public.item").error() != null);
    // when
    RepairOutcome outcome =
        apply.repair(
            stream,
            new RepairTask(
                1, List.of(new ConfirmedRows("public.item", List.of(Map.of("id", "1"))))));
    // then
    assertThat(outcome.error().code()).isEqualTo("TRB-REPAIR-TABLE-BEGINS-ANEW");
  }

  @Test
  void instanceThatDoesNotKnowOfTheRestartWritesNothing() {
    // given: another instance has begun a table, which moves no checkpoint
    target.run(
        "INSERT INTO tributary.table_restart VALUES ('%s', 'src', 'public.item', 7, 'HOLDING', '{public}', '{item}', NULL, 0, NULL, now())"
            .formatted(stream.migration()));
    // when
    committed("SELECT 1", tx -> tx.insert("other", row("id", "1")));
    // then
    awaitError("TRB-APPLY-FENCED-OFF");
    awaitStopped();
    assertThat(target.rows("SELECT id FROM app.other")).isEmpty();
  }

  @Test
  void writesNothingIntoATargetThatIsOpenToItsApplication() {
    // given
    damage();
    List<String> damaged = target.rows(UNEQUAL);
    target.run(
        "INSERT INTO tributary.preparation VALUES ('%s', '%s', 'opened', '{}', now())"
            .formatted(stream.migration(), stream.source()));
    // when
    restart("public.item");
    // then
    await().atMost(SOON).until(() -> seen("public.item").error() != null);
    assertThat(seen("public.item").error().code()).isEqualTo("TRB-RESTART-TABLE-TARGET-OPEN");
    assertThat(target.rows(UNEQUAL)).isEqualTo(damaged);
  }

  private void restart(String table) {
    Map<String, Long> all = new HashMap<>(tableRestarts);
    all.put(table, ++orders);
    tableRestarts = Map.copyOf(all);
    apply.restartTables(stream, tableRestarts);
  }

  private void awaitPhase(String table, TableRestartObserved.Phase phase) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(find(table)).as("%s", apply.status(stream)).isPresent();
              assertThat(seen(table).ordered()).isEqualTo(tableRestarts.get(table));
              assertThat(seen(table).phase()).as("%s", seen(table)).isEqualTo(phase);
            });
  }

  private TableRestartObserved seen(String table) {
    return find(table).orElseGet(() -> TableRestartObserved.waiting(table, 0));
  }

  private Optional<TableRestartObserved> find(String table) {
    return apply.status(stream).tableRestarts().stream()
        .filter(seen -> seen.table().equals(table))
        .findFirst();
  }

  private void change(String sql, UnaryOperator<ChangeTopic.Tx> change) {
    committed(sql, change);
  }

  /** Changes the source, and puts the change on the topic at its position. */
  private void committed(String sql, UnaryOperator<ChangeTopic.Tx> change) {
    synchronized (topic) {
      target.run(sql);
      put(change);
    }
  }

  private void put(UnaryOperator<ChangeTopic.Tx> change) {
    put(position(), change);
  }

  private long position() {
    return Long.parseLong(target.one("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint"));
  }

  private void put(long position, UnaryOperator<ChangeTopic.Tx> change) {
    synchronized (topic) {
      topic.behind(position);
      change.apply(topic.begin()).message("test.committed", "").end();
      topic.flush();
    }
  }

  private String big(int id) {
    return target.one("SELECT repeat(md5('%d'), 200)".formatted(id));
  }

  private String first(String sql) {
    List<String> rows = target.rows(sql);
    return rows.isEmpty() ? null : rows.get(0);
  }
}
