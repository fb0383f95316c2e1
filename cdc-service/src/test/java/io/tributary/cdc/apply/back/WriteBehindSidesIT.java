package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.ForcedHooks;
import io.tributary.cdc.apply.fixture.PlainDatabase;
import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.plan.MovingSource;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody writes to the side that is closed, past what closes it. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class WriteBehindSidesIT {
  private static final String AT_SOURCE = "SELECT said FROM public.line ORDER BY 1";
  private static final String ITEMS = "SELECT id, v FROM public.item ORDER BY 1";
  private static final String ITEMS_AT_TARGET = "SELECT id, v FROM app.item ORDER BY 1";
  private static final String KEPT =
      """
      SELECT concat_ws('|', source, table_name, row_key,
                       concat_ws('.', change ->> 'schema', change ->> 'table'), change ->> 'op')
      FROM tributary.dead_letter WHERE cause ->> 'code' = 'TRB-APPLY-FOREIGN-WRITE' ORDER BY id\
      """;
  private static final String AT_TARGET = "SELECT said FROM app.line ORDER BY 1";

  @Inject ApplyService apply;
  @Inject ForcedHooks hooks;
  private TwoWayMigration move;

  @BeforeEach
  void create() throws Exception {
    move =
        new TwoWayMigration(
                apply,
                "CREATE TABLE line (said text)",
                "INSERT INTO line VALUES ('early')",
                "CREATE TABLE item (id integer PRIMARY KEY, v text)",
                "INSERT INTO item VALUES (1, 'one'), (2, 'two')")
            .started();
  }

  @AfterEach
  void stop() throws Exception {
    hooks.clear();
    move.close();
  }

  @Test
  void isKeptInTheTargetThatWasNeverOpen() {
    // when
    move.target.run(
        "SET session_replication_role = replica", "INSERT INTO app.line VALUES ('past')");

    // then
    awaitKept(move.source, "legacy.back|public.line|[\"past\"]|app.line|INSERT");
    assertTold(move.back, "app.line", "source legacy was opened before that", "./tributary repair");
    assertThat(move.source.rows(AT_SOURCE)).containsExactly("early");

    // when it came behind the gate of a cutover
    assertThatThrownBy(() -> move.close(move.out))
        // then
        .hasMessageContaining("is not opened: 1 changes that were made there past its fence")
        .hasMessageContaining("source=legacy.back");
  }

  @Test
  void isKeptInTheTargetThatIsClosedAgain() {
    // given
    move.change(move.out);
    move.target.run("INSERT INTO app.line VALUES ('open')");
    move.change(move.back);

    // when
    move.target.run("ALTER TABLE app.line DISABLE TRIGGER tributary_fence", "TRUNCATE app.line");

    // then
    awaitKept(move.source, "legacy.back|public.line|[]|app.line|TRUNCATE");
    assertThat(move.source.rows(AT_SOURCE)).containsExactly("early", "open");
  }

  @Test
  void isKeptInTheSourceUntilItIsDecidedAndNothingIsLostByGoingHome() {
    // given
    move.change(move.out);
    move.target.run("UPDATE app.item SET v = 'newer' WHERE id = 2");
    move.awaitRows(move.source, ITEMS, "1|one", "2|newer");

    // when
    past("INSERT INTO item VALUES (3, 'past')", "UPDATE item SET v = 'past' WHERE id = 1");

    // then
    awaitKept(
        move.target,
        "legacy|app.item|[\"3\"]|public.item|INSERT",
        "legacy|app.item|[\"1\"]|public.item|UPDATE");
    assertTold(move.out, "public.item", "the target was opened", "sends it to source");
    assertThatThrownBy(() -> move.homeward().checkDrained())
        .hasMessageContaining("Source legacy is not opened: 2 changes")
        .hasMessageContaining("source=legacy` lists");
    assertThat(move.target.rows(ITEMS_AT_TARGET)).containsExactly("1|one", "2|newer");

    // when a replay is ordered, and then both are discarded
    apply.replay(move.out.stream(), Set.of());
    assertThat(move.target.rows(KEPT)).hasSize(2);
    apply.replay(move.out.stream(), ids());

    // then
    assertThat(move.target.rows(KEPT)).isEmpty();
    assertThat(move.status(move.out).progress().aside().deadLetters()).isZero();
    assertThat(move.status(move.out).warnings()).isEmpty();

    // when the sides are made equal: by hand, which is no loss, and by the stream
    past("DELETE FROM item WHERE id = 3");
    move.target.run("UPDATE app.item SET v = v WHERE id = 1");
    move.awaitRows(move.source, ITEMS, "1|one", "2|newer");
    move.change(move.back);
    move.source.run("UPDATE item SET v = 'home' WHERE id = 1");

    // then
    move.awaitRows(move.target, ITEMS_AT_TARGET, "1|home", "2|newer");
    assertThat(move.target.rows(KEPT)).isEmpty();
    move.change(move.out);
    assertThat(move.status(move.out).error()).isNull();
  }

  @Test
  void isKeptOnceWhenApplyIsKilledBetweenCommitAndAck() {
    // given
    move.change(move.out);
    hooks.only(move.out.stream());
    hooks.nextAfterCommit(this::dieOnceKept);

    // when
    past("UPDATE item SET v = 'past' WHERE id = 1");
    await().atMost(TwoWayStreams.LIMIT).until(() -> !move.status(move.out).running());
    hooks.clear();
    move.restartService();
    past("UPDATE item SET v = 'again' WHERE id = 2");

    // then
    awaitKept(
        move.target,
        "legacy|app.item|[\"1\"]|public.item|UPDATE",
        "legacy|app.item|[\"2\"]|public.item|UPDATE");
    assertThat(move.status(move.out).progress().aside().deadLetters()).isEqualTo(2);
  }

  @Test
  void isKeptHoweverLateItIsReadWhileARollbackHasClosedTheTarget() {
    // given
    move.change(move.out);
    apply.stop(move.out.stream());
    past("UPDATE item SET v = 'past' WHERE id = 1");
    SourceDriver homeward = move.close(move.back);

    // when
    move.restartService();

    // then
    awaitKept(move.target, "legacy|app.item|[\"1\"]|public.item|UPDATE");
    assertThat(move.target.rows(ITEMS_AT_TARGET)).containsExactly("1|one", "2|two");

    // when the rollback is undone
    homeward.liftFence(homeward.standingFence().orElseThrow().token());

    // then
    assertThat(move.target.rows(ITEMS_AT_TARGET)).containsExactly("1|one", "2|two");
    assertThat(move.target.rows(KEPT)).hasSize(1);
  }

  @Test
  void isKeptFromALargeTransactionToo() {
    // given
    move.change(move.out);

    // when
    past("INSERT INTO item SELECT n, repeat(md5(n::text), 8) FROM generate_series(10, 2009) n");

    // then
    await().atMost(TwoWayStreams.LIMIT).until(() -> move.target.rows(KEPT).size() == 2000);
    assertThat(move.target.rows(ITEMS_AT_TARGET)).containsExactly("1|one", "2|two");
    assertThat(move.status(move.out).error()).isNull();
  }

  @Test
  void isNamedAndTakenAlongWhileNeitherSideIsOpen() {
    // given
    move.change(move.out);
    SourceDriver homeward = move.homeward();
    homeward.rehearse();
    homeward.raiseFence("rollback", Instant.now().plusSeconds(60));

    // when
    move.target.run(
        "ALTER TABLE app.line DISABLE TRIGGER tributary_fence",
        "INSERT INTO app.line VALUES ('late')");

    // then
    ErrorReport report = move.awaitError(move.back, ApplyError.WRITE_BEHIND_FENCE);
    assertThat(report.message())
        .contains("Table app.line of the target of source legacy was changed behind the fence");
    move.awaitRows(move.source, AT_SOURCE, "early", "late");
    move.open(homeward);
    move.source.run("INSERT INTO line VALUES ('home')");
    move.awaitRows(move.target, AT_TARGET, "early", "home", "late");
  }

  private void past(String... statements) {
    move.source.run("ALTER TABLE item DISABLE TRIGGER tributary_fence");
    move.source.run(statements);
    move.source.run("ALTER TABLE item ENABLE ALWAYS TRIGGER tributary_fence");
  }

  private void awaitKept(PlainDatabase side, String... letters) {
    move.awaitRows(side, KEPT, letters);
  }

  private Set<Long> ids() {
    return move.target.rows("SELECT id FROM tributary.dead_letter").stream()
        .map(Long::valueOf)
        .collect(Collectors.toSet());
  }

  /** A checkpoint may move for a heartbeat first. */
  private void dieOnceKept() {
    if (!move.target.rows(KEPT).isEmpty()) {
      throw new IllegalStateException("killed by the test");
    }
    hooks.nextAfterCommit(this::dieOnceKept);
  }

  private void assertTold(MovingSource way, String table, String... said) {
    await()
        .atMost(TwoWayStreams.LIMIT)
        .untilAsserted(() -> assertThat(move.status(way).warnings()).hasSize(1));
    ErrorReport report = move.status(way).warnings().get(0);
    assertThat(move.status(way).error()).isNull();
    assertThat(report.code()).isEqualTo(ApplyError.FOREIGN_WRITE.code());
    assertThat(report.message()).contains("Table " + table).contains(said);
    assertThat(report.fields()).containsEntry("table", table).containsKey("fence");
    assertThat(report.fields().get("position")).matches("[1-9][0-9]*");
  }
}
