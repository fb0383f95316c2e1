package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Scope;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.config.ValidatorLimits;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A large table is counted at the rehearsal, and behind the fence its count follows from the keys
 * that changed since. Counts of verdicts are held against the tests' own.
 */
class FollowedCountsIT {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final int ROWS = 30_000;
  private static final ValidatorLimits LIMITS =
      new ValidatorLimits(12, 100_000, 10_000, 100, 1_000, 1_000_000, 20, 1 << 20, 1_000_000);

  /** Sessions of the validator that hold a snapshot, and those of them that hold a table. */
  private static final String HOLDING =
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
          + " AND application_name = 'tributary-validator' AND backend_xmin IS NOT NULL"
          + " AND state = 'idle in transaction'";

  private static final String LOCKING =
      "SELECT count(*) FROM pg_locks WHERE relation = '%s.big'::regclass";

  private static final String BROKEN =
      "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
          + " WHERE datname = current_database() AND application_name = 'tributary-validator'"
          + " AND backend_xmin IS NOT NULL AND state = 'idle in transaction'";

  private ChangeTopic topic;
  private TwoDatabases databases;
  private Comparing comparing;
  private Migration migration;

  @BeforeEach
  void start() throws Exception {
    databases = new TwoDatabases("counting", "target_of_counting", true);
    topic = new ChangeTopic("counting");
    databases.onBoth("CREATE TABLE $S.big (id int PRIMARY KEY, v text)");
    databases.onBoth(
        "INSERT INTO $S.big SELECT g, 'v' || g FROM generate_series(1, %d) g".formatted(ROWS));
    databases.onBoth("ANALYZE $S.big");
    databases.checkpoint(-1, Long.MAX_VALUE, null);
    migration = TwoDatabases.migration(1_000, databases);
    comparing = new Comparing(topic.prefix(), LIMITS);
    comparing.desire(migration, MigrationGoal.REPLICATE, 1, null);
    await()
        .atMost(LONG)
        .until(() -> comparing.observed.stream().anyMatch(o -> o.passes() > 0 && o.allEqual()));
    comparing.pause(migration, 2, null);
  }

  @AfterEach
  void stop() {
    comparing.close();
    topic.close();
    databases.close();
  }

  @Test
  void countsExactlyWhileRowsComeGoAndGetOtherKeysAroundTheMomentOfTheCount() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("FollowedCountsIT seed " + seed);
    long applied;
    try (WritingMover mover = new WritingMover(databases, topic, seed)) {
      await().atMost(LONG).until(() -> mover.written() > 50);
      rehearse("cut");
      assertThat(ofSource(HOLDING) + ofTarget(HOLDING)).isEqualTo(2);
      int before = mover.written();
      await().atMost(LONG).until(() -> mover.written() > before + 200);
      applied = mover.finish();
    }
    fence(applied, "cut");

    TableVerdict verdict = verified("cut");
    assertThat(verdict.verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(verdict.scope()).isEqualTo(Scope.CHANGED_SINCE_EQUAL);
    assertThat(verdict.rows().sourceRows()).isEqualTo(ofSource("SELECT count(*) FROM app.big"));
    assertThat(verdict.rows().targetRows()).isEqualTo(ofTarget("SELECT count(*) FROM " + target()));
  }

  @Test
  void readsTheTableOnceForAllOfTheCutover() throws Exception {
    // given sessions that have told the server what they read
    await().atMost(LONG).until(() -> sessions() == 0);
    long source = ofSource(read("app"));
    long target = ofTarget(read(databases.targetSchema()));
    databases.onBoth("DELETE FROM $S.big WHERE id = 7");
    databases.checkpoint(topic.change(7), Long.MAX_VALUE, null);

    // when
    rehearse("cut");
    databases.onBoth("DELETE FROM $S.big WHERE id = 8");
    fence(topic.change(8), "cut");
    TableVerdict verdict = verified("cut");
    comparing.pause(migration, 5, "cut");
    await().atMost(LONG).until(() -> sessions() == 0);

    // then
    assertThat(verdict.verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(verdict.rows().sourceRows()).isEqualTo(ROWS - 2);
    assertThat(ofSource(read("app")) - source).isBetween((long) ROWS - 1, ROWS * 3L / 2);
    assertThat(ofTarget(read(databases.targetSchema())) - target)
        .isBetween((long) ROWS - 1, ROWS * 3L / 2);
  }

  @Test
  void findsARowThatWasRemovedInTheTargetBeforeTheCount() {
    databases.onTarget("DELETE FROM $S.big WHERE id = 77");
    rehearse("cut");
    databases.onBoth("DELETE FROM $S.big WHERE id = 8; INSERT INTO $S.big VALUES (40001, 'new')");
    topic.change(8);
    fence(topic.change(40_001), "cut");

    TableVerdict verdict = verified("cut");
    assertThat(verdict.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(verdict.findings().differences())
        .containsExactly(
            new RowDifference(Map.of("id", "77"), RowDifference.Kind.MISSING_IN_TARGET, List.of()));
  }

  @Test
  void holdsNoTableWhileItWaitsAndReadsATruncatedOneInFull() throws Exception {
    rehearse("cut");
    assertThat(ofSource(HOLDING)).isEqualTo(1);
    assertThat(ofTarget(HOLDING)).isEqualTo(1);
    assertThat(ofSource(LOCKING.formatted("app"))).isZero();
    assertThat(ofTarget(LOCKING.formatted(databases.targetSchema()))).isZero();

    databases.onBoth("SET lock_timeout = '5s'; TRUNCATE $S.big; INSERT INTO $S.big VALUES (1, '')");
    topic.truncate();
    fence(topic.change(1), "cut");

    TableVerdict verdict = verified("cut");
    assertThat(verdict.scope()).isEqualTo(Scope.FULL);
    assertThat(verdict.verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(verdict.rows().sourceRows()).isEqualTo(1);
  }

  @Test
  void countsAnewWhenASnapshotIsLost() throws Exception {
    rehearse("cut");
    assertThat(ofSource(BROKEN)).isEqualTo(1);
    databases.onBoth("DELETE FROM $S.big WHERE id = 8");
    fence(topic.change(8), "cut");

    TableVerdict verdict = verified("cut");
    assertThat(verdict.verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(verdict.rows().sourceRows()).isEqualTo(ROWS - 1);
    assertThat(verdict.rows().targetRows()).isEqualTo(ROWS - 1);
    assertThat(comparing.errors).isEmpty();
  }

  @Test
  void releasesItsSnapshotsWhenTheCutoverIsUndoneAndCountsForTheNextOneAnew() throws Exception {
    rehearse("cut-1");
    assertThat(ofSource(HOLDING)).isEqualTo(1);
    long pid = ofSource(HOLDING.replace("count(*)", "max(pid)"));

    // when it is undone
    comparing.desire(migration, MigrationGoal.REPLICATE, 5, "cut-1");

    // then
    String still = "SELECT count(*) FROM pg_stat_activity WHERE pid = " + pid;
    await().atMost(LONG).until(() -> ofSource(still) == 0);
    comparing.pause(migration, 6, "cut-1");
    await().atMost(LONG).until(() -> sessions() == 0);

    // and
    databases.onBoth("DELETE FROM $S.big WHERE id = 8");
    databases.checkpoint(topic.change(8), Long.MAX_VALUE, null);
    rehearse("cut-2");
    databases.onBoth("DELETE FROM $S.big WHERE id = 9");
    fence(topic.change(9), "cut-2");
    assertThat(verified("cut-2").verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(verified("cut-2").rows().sourceRows()).isEqualTo(ROWS - 2);
    await().atMost(LONG).until(() -> sessions() == 0);
  }

  @Test
  void releasesItsSnapshotsAfterTheTimeThatACutoverMayTakeAndCountsAnew() throws Exception {
    rehearse("cut");
    await().atMost(LONG).until(() -> ofSource(HOLDING) + ofTarget(HOLDING) == 0);

    databases.onBoth("DELETE FROM $S.big WHERE id = 8");
    fence(topic.change(8), "cut");
    assertThat(verified("cut").verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(verified("cut").rows().sourceRows()).isEqualTo(ROWS - 1);
  }

  private void rehearse(String cutover) {
    comparing.desire(migration, MigrationGoal.REHEARSE, 3, cutover);
    await()
        .atMost(LONG)
        .until(
            () ->
                comparing.observed.stream().anyMatch(o -> cutover.equals(o.rehearsedCutoverId())));
  }

  private void fence(long applied, String cutover) {
    comparing.desire(migration, MigrationGoal.FENCE, 4, cutover);
    databases.checkpoint(applied, Long.MAX_VALUE, cutover);
  }

  private TableVerdict verified(String cutover) {
    return await()
        .atMost(LONG)
        .until(
            () ->
                comparing.observed.stream()
                    .filter(o -> cutover.equals(o.verifiedCutoverId()))
                    .findFirst(),
            Optional::isPresent)
        .map(ValidationObserved::tables)
        .orElseThrow()
        .get(0);
  }

  private String target() {
    return databases.targetSchema() + ".big";
  }

  /** Rows and index entries of the table that sessions have read, once they ended. */
  private static String read(String schema) {
    return "SELECT (seq_tup_read + coalesce(idx_tup_fetch, 0)"
        + " + (SELECT coalesce(sum(i.idx_tup_read), 0) FROM pg_stat_user_indexes i"
        + " WHERE i.relid = t.relid))::bigint FROM pg_stat_user_tables t WHERE schemaname = '"
        + schema
        + "' AND relname = 'big'";
  }

  private long sessions() throws SQLException {
    String open =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND application_name = 'tributary-validator'";
    return ofSource(open) + ofTarget(open);
  }

  private long ofSource(String sql) throws SQLException {
    try (Connection source = databases.openSource()) {
      return one(source, sql);
    }
  }

  private long ofTarget(String sql) throws SQLException {
    try (Connection target = databases.openTarget()) {
      return one(target, sql);
    }
  }

  private static long one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
