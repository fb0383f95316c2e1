package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Scope;
import io.tributary.validator.config.ValidatorLimits;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the rehearsal has compared is not read behind the fence, and nothing else is left out: the
 * target's rows are damaged behind the rehearsal without a change in the stream, so that a row is
 * found exactly when it was read.
 */
class NarrowingIT {
  private static final int CHANGED = 400;

  private ChangeTopic topic;
  private TwoDatabases databases;
  private Comparing comparing;
  private Migration migration;

  @BeforeEach
  void start() throws Exception {
    databases = new TwoDatabases("narrowing", "target_of_narrowing", true);
    topic = new ChangeTopic("narrowing");
    databases.onBoth("CREATE TABLE $S.big (id int PRIMARY KEY, v text)");
    databases.onBoth("INSERT INTO $S.big SELECT g, 'v' || g FROM generate_series(1, 3000) g");
    databases.checkpoint(-1, Long.MAX_VALUE, null);
    migration = TwoDatabases.migration(1_000, databases);
  }

  @AfterEach
  void stop() {
    comparing.close();
    topic.close();
    databases.close();
  }

  @Test
  void readsOnlyWhatChangedSinceTheRehearsal() {
    // given
    equalOnce(10_000);
    databases.checkpoint(changeMany(), Long.MAX_VALUE, null);

    // when
    rehearse();
    damage(7, 8, 2_999);
    fence(topic.change(8));

    // then
    assertFound(8);
  }

  @Test
  void comparesMoreChangesThanAreRemembered() {
    // given
    equalOnce(50);
    databases.checkpoint(changeMany(), Long.MAX_VALUE, null);

    // when
    rehearse();
    damage(7, 8, 2_999);
    fence(topic.change(8));

    // then
    assertFound(8);
  }

  @Test
  void leavesWhatDiffersToTheVerification() {
    // given
    equalOnce(10_000);
    databases.checkpoint(changeMany(), Long.MAX_VALUE, null);
    damage(7);

    // when
    rehearse();
    damage(8);
    fence(topic.change(9));

    // then
    assertFound(7);
  }

  @Test
  void leavesWhatIsNotYetAppliedToTheVerification() {
    // given: a later change of a key that is among those compared
    equalOnce(10_000);
    databases.checkpoint(changeMany(), Long.MAX_VALUE, null);
    long later = topic.change(7);

    // when
    rehearse();
    damage(7, 8);
    fence(later);

    // then
    assertFound(7);
  }

  @Test
  void countsATableOfWhichAllChangesWereFoundEqual() {
    // given
    equalOnce(10_000);
    long applied = changeMany();
    databases.checkpoint(applied, Long.MAX_VALUE, null);

    // when nothing more comes over the topic
    rehearse();
    databases.onTarget("INSERT INTO $S.big VALUES (9999, 'stray')");
    fence(applied);

    // then
    TableVerdict verdict = verified();
    assertThat(verdict.verdict()).isEqualTo(TableVerdict.Verdict.DIFFERENT);
    assertThat(verdict.findings().differences())
        .containsExactly(
            new RowDifference(Map.of("id", "9999"), RowDifference.Kind.EXTRA_IN_TARGET, List.of()));
  }

  @Test
  void comparesAsAWholeInTheRehearsalWhatItsKeysDoNotTell() {
    // given a statement that touched any row
    equalOnce(10_000);
    databases.checkpoint(topic.truncate(), Long.MAX_VALUE, null);

    // when
    rehearse();
    damage(7, 8, 2_999);
    fence(topic.change(8));

    // then nobody waits for the whole table behind the fence
    assertFound(8);
  }

  @Test
  void readsATableWithoutKeyInTheRehearsalAndNotBehindTheFenceWhereNothingMoreChanged() {
    // given
    databases.onBoth("ALTER TABLE $S.big DROP CONSTRAINT big_pkey");
    equalOnce(10_000);
    long applied = topic.change(7);
    databases.checkpoint(applied, Long.MAX_VALUE, null);

    // when
    rehearse();
    damage(7);
    fence(applied);

    // then it stands by what was found moments before
    TableVerdict verdict = verified();
    assertThat(verdict.scope()).isEqualTo(Scope.CHANGED_SINCE_EQUAL);
    assertThat(verdict.verdict()).isEqualTo(TableVerdict.Verdict.EQUAL);
  }

  @Test
  void isNotRehearsedBeforeWhatTheSourceHeldIsApplied() throws Exception {
    // given a stream that lags
    equalOnce(10_000);
    databases.checkpoint(topic.change(7), 0, null);

    // when
    comparing.desire(migration, MigrationGoal.REHEARSE, 3, "cut");
    await().atMost(Duration.ofSeconds(90)).until(this::sourceWasAskedForItsPosition);

    // then
    assertThat(comparing.observed).noneMatch(o -> "cut".equals(o.rehearsedCutoverId()));

    // when
    databases.checkpoint(topic.change(8), Long.MAX_VALUE, null);

    // then
    awaitRehearsed();
  }

  private boolean sourceWasAskedForItsPosition() throws SQLException {
    try (Connection source = databases.openSource();
        Statement statement = source.createStatement();
        ResultSet asked =
            statement.executeQuery(
                "SELECT FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND pid <> pg_backend_pid() AND query LIKE '%pg_current_wal_insert_lsn%'")) {
      return asked.next();
    }
  }

  private void equalOnce(int keysRemembered) {
    comparing =
        new Comparing(
            topic.prefix(),
            new ValidatorLimits(
                12, 100_000, keysRemembered, 100, 1_000, 1_000_000, 20, 1 << 20, 1_000_000));
    comparing.desire(migration, MigrationGoal.REPLICATE, 1, null);
    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> comparing.observed.stream().anyMatch(o -> o.passes() > 0 && o.allEqual()));
    comparing.pause(migration, 2, null);
  }

  private long changeMany() {
    for (int id = 1; id < CHANGED; id++) {
      topic.change(id);
    }
    return topic.change(CHANGED);
  }

  private void rehearse() {
    comparing.desire(migration, MigrationGoal.REHEARSE, 3, "cut");
    awaitRehearsed();
  }

  private void awaitRehearsed() {
    await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () -> comparing.observed.stream().anyMatch(o -> "cut".equals(o.rehearsedCutoverId())));
  }

  private void damage(int... ids) {
    for (int id : ids) {
      databases.onTarget("UPDATE $S.big SET v = 'lost' WHERE id = " + id);
    }
  }

  private void fence(long applied) {
    comparing.desire(migration, MigrationGoal.FENCE, 4, "cut");
    databases.checkpoint(applied, Long.MAX_VALUE, "cut");
  }

  private TableVerdict verified() {
    return await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () ->
                comparing.observed.stream()
                    .filter(o -> "cut".equals(o.verifiedCutoverId()))
                    .findFirst(),
            Optional::isPresent)
        .map(ValidationObserved::tables)
        .orElseThrow()
        .get(0);
  }

  private void assertFound(int id) {
    TableVerdict verdict = verified();
    assertThat(verdict.scope()).isEqualTo(Scope.CHANGED_SINCE_EQUAL);
    assertThat(verdict.findings().differences())
        .containsExactly(
            new RowDifference(Map.of("id", "" + id), RowDifference.Kind.CHANGED, List.of("v")));
  }
}
