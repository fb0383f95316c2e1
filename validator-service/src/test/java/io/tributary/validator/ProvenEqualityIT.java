package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.model.Direction;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.LedgerObserved;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Scope;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.config.ValidatorLimits;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What was proven behind a fence holds for the stream that begins once the other side is open. All
 * the time a lock keeps everybody from reading the table as a whole, so what is known without it is
 * known from there.
 */
class ProvenEqualityIT {
  private static final String NAME = "proven";
  private static final StreamId OUT = new StreamId(TwoDatabases.MIGRATION, NAME);
  private static final ValidatorLimits LIMITS =
      new ValidatorLimits(12, 100_000, 10_000, 100, 1_000, 1_000_000, 20, 1 << 20, 1_000_000);

  private ChangeTopic out;
  private ChangeTopic back;
  private TwoDatabases databases;
  private Comparing comparing;
  private Migration migration;
  private Connection lock;

  @BeforeEach
  void replicateAndCompare() throws Exception {
    databases = TwoDatabases.create(NAME);
    out = new ChangeTopic(NAME);
    back = new ChangeTopic(out.prefix(), OUT.opposite(), databases.targetSchema());
    databases.onBoth("CREATE TABLE $S.big (id int PRIMARY KEY, v text)");
    databases.onBoth("INSERT INTO $S.big SELECT g, 'v' || g FROM generate_series(1, 3000) g");
    databases.checkpoint(-1, Long.MAX_VALUE, null);
    databases.home(-1, Long.MAX_VALUE, "created");
    migration = databases.returning(1_000);
    comparing = new Comparing(out.prefix(), LIMITS);
    comparing.desire(migration, MigrationGoal.REPLICATE, 1, null);
    awaitThat(() -> ledger(OUT).verified() == 1);
  }

  @AfterEach
  void stop() throws SQLException {
    comparing.close();
    if (lock != null) {
      lock.close();
    }
    out.close();
    back.close();
    databases.close();
  }

  @Test
  void asksForNoWholeComparisonBeforeARollbackMayBegin() throws Exception {
    // given
    verify("cut", Direction.OUT);
    lock("LOCK TABLE " + databases.targetSchema() + ".big IN ACCESS EXCLUSIVE MODE");

    // when
    comparing.desire(migration, MigrationGoal.SWITCHED, 5, "cut");

    // then
    awaitThat(() -> ledger(OUT.opposite()).verified() == 1);
    ValidationObserved known = latest(OUT.opposite());
    assertThat(known.tables()).hasSize(1);
    TableVerdict verdict = known.tables().get(0);
    assertThat(verdict.compared().source()).isEqualTo(NAME + ".back");
    assertThat(verdict.table()).isEqualTo(databases.targetSchema() + ".big");
    assertThat(verdict.compared().target()).isEqualTo("app.big");
    assertThat(verdict.verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(verdict.rows().sourceRows()).isEqualTo(3_000);

    // when one change is lost on its way home, and one at home is no change of the stream
    databases.onSource("UPDATE $S.big SET v = 'lost' WHERE id IN (6, 7)");
    long lost = back.change(6);
    comparing.desire(migration, MigrationGoal.FENCE, 6, "back", Direction.BACK);
    lock.rollback();
    databases.home(lost, Long.MAX_VALUE, "back/1");

    // then
    awaitVerified(OUT.opposite(), "back");
    TableVerdict found = comparing.latest(databases.targetSchema() + ".big");
    assertThat(found.scope()).isEqualTo(Scope.CHANGED_SINCE_EQUAL);
    assertThat(found.findings().differences())
        .extracting(RowDifference::key)
        .containsExactly(Map.of("id", "6"));
  }

  @Test
  void asksForNoneBeforeTheNextCutoverAfterARollbackEither() throws Exception {
    // given a rollback
    verify("cut", Direction.OUT);
    comparing.desire(migration, MigrationGoal.SWITCHED, 5, "cut");
    awaitThat(() -> ledger(OUT.opposite()).verified() == 1);
    verify("back", Direction.BACK);
    lock("LOCK TABLE " + databases.targetSchema() + ".big IN ACCESS EXCLUSIVE MODE");
    int before = comparing.observed.size();

    // when
    comparing.desire(migration, MigrationGoal.REPLICATE, 9, "back");

    // then
    awaitThat(
        () ->
            comparing.observed.stream()
                .skip(before)
                .anyMatch(o -> o.source().equals(NAME) && o.ledger().verified() == 1));
  }

  @Test
  void comparesAllRowsOnceTheOtherSideWasOpenBeforeItsPlaceWasNoted() throws Exception {
    // given a home that has passed the opening of the target
    databases.home(-1, Long.MAX_VALUE, "");
    verify("cut", Direction.OUT);
    lock("LOCK TABLE " + databases.targetSchema() + ".big IN ACCESS EXCLUSIVE MODE");

    // when
    comparing.desire(migration, MigrationGoal.SWITCHED, 5, "cut");

    // then
    awaitReadOfTheWholeTable();
    assertThat(ledger(OUT.opposite()).verified()).isZero();
    lock.rollback();
    awaitThat(() -> ledger(OUT.opposite()).verified() == 1);
    assertThat(latest(OUT.opposite()).tables().get(0).scope()).isEqualTo(Scope.FULL);
  }

  @Test
  void comparesAllRowsBehindTheCutoverOfSomebodyElse() throws Exception {
    // given
    verify("cut", Direction.OUT);
    lock("LOCK TABLE " + databases.targetSchema() + ".big IN ACCESS EXCLUSIVE MODE");

    // when
    comparing.desire(migration, MigrationGoal.SWITCHED, 5, "another");

    // then
    awaitReadOfTheWholeTable();
    assertThat(ledger(OUT.opposite()).verified()).isZero();
    lock.rollback();
  }

  private void verify(String id, Direction direction) {
    comparing.desire(migration, MigrationGoal.REHEARSE, 2, id, direction);
    awaitThat(() -> comparing.observed.stream().anyMatch(o -> id.equals(o.rehearsedCutoverId())));
    comparing.desire(migration, MigrationGoal.VERIFY, 3, id, direction);
    if (direction == Direction.OUT) {
      databases.checkpoint(-1, Long.MAX_VALUE, id + "/1");
      awaitVerified(OUT, id);
    } else {
      databases.home(-1, Long.MAX_VALUE, id + "/1");
      awaitVerified(OUT.opposite(), id);
    }
    comparing.desire(migration, MigrationGoal.OPEN, 4, id, direction);
  }

  private void awaitVerified(StreamId stream, String id) {
    awaitThat(
        () ->
            comparing.observed.stream()
                .anyMatch(
                    o -> o.source().equals(stream.source()) && id.equals(o.verifiedCutoverId())));
  }

  private void lock(String sql) throws SQLException {
    lock = databases.openTarget();
    lock.setAutoCommit(false);
    try (Statement statement = lock.createStatement()) {
      statement.execute(sql);
    }
  }

  private void awaitReadOfTheWholeTable() {
    awaitThat(
        () -> {
          try (Connection look = databases.openTarget();
              Statement statement = look.createStatement();
              var waiting = statement.executeQuery("SELECT FROM pg_locks WHERE NOT granted")) {
            return waiting.next();
          }
        });
  }

  private ValidationObserved latest(StreamId stream) {
    return comparing.observed.stream()
        .filter(o -> o.source().equals(stream.source()))
        .reduce((a, b) -> b)
        .orElse(null);
  }

  private LedgerObserved ledger(StreamId stream) {
    ValidationObserved latest = latest(stream);
    return latest == null ? LedgerObserved.NONE : latest.ledger();
  }

  private static void awaitThat(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(60)).until(condition);
  }
}
