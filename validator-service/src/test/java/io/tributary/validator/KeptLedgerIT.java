package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.observed.LedgerObserved;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Scope;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.config.ValidatorLimits;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a validator has found equal is known to the next one, for as long as it holds. The second
 * validator is told of the fence at once, so that whatever it reads by keys only it knows from the
 * first.
 */
class KeptLedgerIT {
  private static final ValidatorLimits LIMITS =
      new ValidatorLimits(12, 100_000, 10_000, 100, 1_000, 1_000_000, 20, 1 << 20, 1_000_000);

  private ChangeTopic topic;
  private TwoDatabases databases;
  private Comparing comparing;
  private Migration migration;

  @BeforeEach
  void start() throws Exception {
    databases = new TwoDatabases("kept", "target_of_kept", true);
    topic = new ChangeTopic("kept");
    databases.onBoth("CREATE TABLE $S.big (id int PRIMARY KEY, v text)");
    databases.onBoth("INSERT INTO $S.big SELECT g, 'v' || g FROM generate_series(1, 3000) g");
    databases.checkpoint(-1, Long.MAX_VALUE, "earlier");
    Migration quick = TwoDatabases.migration(1_000, databases);
    migration =
        new Migration(
            quick.name(),
            quick.target(),
            quick.sources(),
            quick.cutover(),
            new ValidationSettings(3_600_000, 1_000));
    comparing = new Comparing(topic.prefix(), LIMITS);
    comparing.desire(migration, MigrationGoal.REPLICATE, 1, null);
    awaitThat(() -> ledger().verified() == 1);
    long applied = topic.change(5);
    databases.checkpoint(applied, Long.MAX_VALUE, "earlier");
    awaitThat(() -> kept() == applied);
    comparing.close();
    comparing = new Comparing(topic.prefix(), LIMITS);
  }

  @AfterEach
  void stop() {
    comparing.close();
    topic.close();
    databases.close();
  }

  @Test
  void readsOnlyWhatChangedSinceTheLastInstanceComparedIt() {
    // given: 5 was compared, 6 was not
    Instant started = Instant.now();
    long applied = topic.change(6);
    damage(5, 6, 7);
    rehearse();

    // when
    fence(applied, "cut");

    // then
    assertThat(verified().scope()).isEqualTo(Scope.CHANGED_SINCE_EQUAL);
    assertThat(verified().time().scrubbedAt()).isBefore(started);
    assertThat(verified().findings().differences())
        .extracting(RowDifference::key)
        .containsExactly(Map.of("id", "6"));
  }

  @Test
  void showsTheVerdictsAgainAndGoesOnComparing() {
    // when
    comparing.desire(migration, MigrationGoal.REPLICATE, 2, null);
    awaitThat(() -> ledger().verified() == 1);
    databases.onTarget("UPDATE $S.big SET v = 'lost' WHERE id = 9");
    databases.checkpoint(topic.change(9), Long.MAX_VALUE, "earlier");

    // then
    awaitThat(() -> comparing.verdicts.stream().anyMatch(v -> v.verdict() == Verdict.DIFFERENT));
    awaitThat(() -> kept() == -2);
  }

  @Test
  void findsInAPassWhatASuperuserChangesOnTheClosedTargetInRowsThatTheLastInstanceFoundEqual() {
    // given: closed as cdc-service closes it, for everybody but superusers
    databases.onTarget(
        """
        CREATE FUNCTION $S.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
            RAISE 'closed';
          END IF;
          RETURN NULL;
        END$$;
        CREATE TRIGGER closed AFTER INSERT OR UPDATE OR DELETE ON $S.big
          FOR EACH STATEMENT EXECUTE FUNCTION $S.refuse()""");
    comparing.desire(TwoDatabases.migration(1_000, databases), MigrationGoal.REPLICATE, 2, null);
    awaitThat(() -> ledger().verified() == 1 && !comparing.verdicts.isEmpty());
    assertThat(comparing.verdicts).extracting(TableVerdict::verdict).containsOnly(Verdict.EQUAL);

    // when: one of each kind, and no record of the stream names them
    databases.onTarget(
        "UPDATE $S.big SET v = v || ' ' WHERE id = 1700; DELETE FROM $S.big WHERE id = 2900;"
            + " INSERT INTO $S.big VALUES (9000, 'new')");

    // then
    awaitThat(
        () ->
            comparing.latest("app.big") != null
                && comparing.latest("app.big").findings().differenceCount() == 3);
    assertThat(comparing.latest("app.big").verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(comparing.latest("app.big").findings().differences())
        .extracting(RowDifference::key)
        .containsExactlyInAnyOrder(
            Map.of("id", "1700"), Map.of("id", "2900"), Map.of("id", "9000"));
    awaitThat(() -> ledger().verified() == 0);
  }

  @Test
  void goesOnBehindACutoverThatWasUndoneWhileNobodyCompared() throws Exception {
    // given a fence that was raised and lifted, and a lock that keeps all from being read
    databases.checkpoint(kept(), Long.MAX_VALUE, "");
    try (Connection lock = databases.openSource();
        Statement statement = lock.createStatement()) {
      lock.setAutoCommit(false);
      statement.execute("LOCK TABLE app.big IN ACCESS EXCLUSIVE MODE");

      // when
      comparing.desire(migration, MigrationGoal.REPLICATE, 2, "undone");

      // then
      awaitThat(() -> ledger().verified() == 1);
      damage(6, 7);
      comparing.desire(migration, MigrationGoal.FENCE, 3, "cut");
      lock.rollback();
    }
    databases.checkpoint(topic.change(6), Long.MAX_VALUE, "cut");
    assertThat(verified().scope()).isEqualTo(Scope.CHANGED_SINCE_EQUAL);
    assertThat(verified().findings().differences())
        .extracting(RowDifference::key)
        .containsExactly(Map.of("id", "6"));
  }

  @Test
  void comparesAllRowsWhereAFenceStandsThatDidNotStandThen() {
    // given: another cutover has passed its fence
    databases.checkpoint(topic.change(6), Long.MAX_VALUE, "another");
    damage(7);

    // when
    fence(topic.change(8), "cut");

    // then
    assertThat(verified().scope()).isEqualTo(Scope.FULL);
    assertThat(verified().verdict()).isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void comparesAllRowsOfATableThatWasMadeAnewInBetween() {
    // given
    databases.onBoth("ALTER TABLE $S.big ADD COLUMN w text");
    damage(7);

    // when
    fence(topic.change(8), "cut");

    // then
    assertThat(verified().scope()).isEqualTo(Scope.FULL);
    assertThat(verified().verdict()).isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void comparesAllRowsWhenTheFollowerWasSetBack() {
    // given
    databases.checkpoint(-1, Long.MAX_VALUE, "earlier");
    damage(7);

    // when
    comparing.desire(migration, MigrationGoal.FENCE, 2, "cut");
    databases.checkpoint(-1, Long.MAX_VALUE, "cut");

    // then
    assertThat(verified().scope()).isEqualTo(Scope.FULL);
  }

  @Test
  void goesOnBehindTheFenceOfACutoverThatTheLastInstanceRehearsed() {
    // given
    rehearse();
    comparing.close();
    comparing = new Comparing(topic.prefix(), LIMITS);
    long applied = topic.change(6);
    databases.checkpoint(applied, Long.MAX_VALUE, "cut");
    damage(6, 7);

    // when
    comparing.desire(migration, MigrationGoal.VERIFY, 3, "cut");

    // then
    assertThat(verified().scope()).isEqualTo(Scope.CHANGED_SINCE_EQUAL);
    assertThat(verified().findings().differences())
        .extracting(RowDifference::key)
        .containsExactly(Map.of("id", "6"));
  }

  private void rehearse() {
    comparing.desire(migration, MigrationGoal.REHEARSE, 2, "cut");
    awaitThat(() -> comparing.observed.stream().anyMatch(o -> o.rehearsedCutoverId() != null));
  }

  private void fence(long applied, String cutover) {
    comparing.desire(migration, MigrationGoal.FENCE, 2, cutover);
    databases.checkpoint(applied, Long.MAX_VALUE, cutover);
  }

  private void damage(int... ids) {
    for (int id : ids) {
      databases.onTarget("UPDATE $S.big SET v = 'lost' WHERE id = " + id);
    }
  }

  private TableVerdict verified() {
    awaitThat(() -> comparing.observed.stream().anyMatch(o -> o.verifiedCutoverId() != null));
    return comparing.latest("app.big");
  }

  private LedgerObserved ledger() {
    List<ValidationObserved> observed = comparing.observed;
    return observed.isEmpty() ? LedgerObserved.NONE : observed.get(observed.size() - 1).ledger();
  }

  /** The offset up to which the table's changes are kept as compared; -2 where nothing is kept. */
  private long kept() throws Exception {
    try (Connection target = databases.openTarget();
        Statement statement = target.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT coalesce(max(compared_up_to), -2) FROM tributary.ledger"
                    + " WHERE table_name = 'big'")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void awaitThat(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(60)).until(condition);
  }
}
