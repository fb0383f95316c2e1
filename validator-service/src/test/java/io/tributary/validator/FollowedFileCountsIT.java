package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.model.StreamId;
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
import org.junit.jupiter.api.Test;

/**
 * A large table of a file with a write-ahead log is counted at the rehearsal, and behind the fence
 * only the rows are looked up that changed since. A row that the stream does not name shows what
 * was read there: whoever counts all rows behind the fence misses it.
 */
class FollowedFileCountsIT {
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final int ROWS = 30_000;
  private static final ValidatorLimits LIMITS =
      new ValidatorLimits(12, 100_000, 10_000, 100, 1_000, 1_000_000, 20, 1 << 20, 1_000_000);

  private FileAndDatabase both;
  private ChangeTopic topic;
  private Comparing comparing;
  private Migration migration;

  private void start(boolean writeAheadLog, int rows) throws Exception {
    both =
        new FileAndDatabase(
            "followed", writeAheadLog, "CREATE TABLE big (id INTEGER PRIMARY KEY, v TEXT);");
    both.capture("big", "id");
    both.writer.run(
        "INSERT INTO big WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
            + rows
            + ") SELECT i, 'v' || i FROM n;");
    both.onTarget(
        "INSERT INTO moved.big SELECT g, 'v' || g FROM generate_series(1, %d) g".formatted(rows));
    topic =
        new ChangeTopic(new StreamId(FileAndDatabase.MIGRATION, FileAndDatabase.SOURCE), "main");
    both.checkpoint(-1, Long.MAX_VALUE, null);
    migration = both.migration(1_000);
    comparing = new Comparing(topic.prefix(), LIMITS);
    comparing.desire(migration, MigrationGoal.REPLICATE, 1, null);
    await()
        .atMost(LONG)
        .until(() -> comparing.observed.stream().anyMatch(o -> o.passes() > 0 && o.allEqual()));
    comparing.pause(migration, 2, null);
  }

  @AfterEach
  void stop() {
    if (comparing != null) {
      comparing.close();
    }
    if (topic != null) {
      topic.close();
    }
    if (both != null) {
      both.close();
    }
  }

  @Test
  void readsNoMoreOfATenTimesLargerTableBehindTheFenceThanWhatChanged() throws Exception {
    // given
    start(true, 10 * ROWS);
    rehearse();

    // when: of the three rows that go and come, the stream names two
    atFile("DELETE FROM big WHERE id IN (8, 77); INSERT INTO big VALUES (400001, 'new');");
    both.onTarget(
        "DELETE FROM moved.big WHERE id = 8; INSERT INTO moved.big VALUES (400001, 'new')");
    topic.change(8);
    fence(topic.change(400_001));

    // then
    TableVerdict verdict = verified();
    assertThat(verdict.scope()).isEqualTo(Scope.CHANGED_SINCE_EQUAL);
    assertThat(verdict.verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(verdict.rows().sourceRows()).isEqualTo(10 * ROWS);
    assertThat(verdict.rows().targetRows()).isEqualTo(10 * ROWS);
  }

  @Test
  void countsAllRowsBehindTheFenceInARollbackMode() throws Exception {
    // given
    start(false, ROWS);
    rehearse();

    // when
    atFile("DELETE FROM big WHERE id IN (8, 77);");
    both.onTarget("DELETE FROM moved.big WHERE id = 8");
    fence(topic.change(8));

    // then
    assertThat(verified().findings().differences())
        .containsExactly(
            new RowDifference(Map.of("id", "77"), RowDifference.Kind.EXTRA_IN_TARGET, List.of()));
  }

  @Test
  void countsExactlyWhatComesAndGoesAroundTheMomentOfTheCount() throws Exception {
    // given
    long seed = new Random().nextLong();
    System.out.println("FollowedFileCountsIT seed " + seed);
    Random random = new Random(seed);
    start(true, ROWS);
    long applied = -1;
    for (int i = 0; i < 40; i++) {
      applied = change(random);
    }
    both.checkpoint(applied, Long.MAX_VALUE, null);
    rehearse();

    // when
    for (int i = 0; i < 60; i++) {
      applied = change(random);
    }
    fence(applied);

    // then
    TableVerdict verdict = verified();
    assertThat(verdict.verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(verdict.scope()).isEqualTo(Scope.CHANGED_SINCE_EQUAL);
    assertThat(verdict.rows().sourceRows())
        .isEqualTo(Long.parseLong(both.writer.run("SELECT count(*) FROM big;")));
    assertThat(verdict.rows().targetRows()).isEqualTo(ofTarget("SELECT count(*) FROM moved.big"));
  }

  @Test
  void findsARowThatWasRemovedInTheTargetBeforeTheCount() throws Exception {
    start(true, ROWS);
    both.onTarget("DELETE FROM moved.big WHERE id = 77");
    rehearse();
    atFile("DELETE FROM big WHERE id = 8;");
    both.onTarget("DELETE FROM moved.big WHERE id = 8");
    fence(topic.change(8));

    assertThat(verified().findings().differences())
        .containsExactly(
            new RowDifference(Map.of("id", "77"), RowDifference.Kind.MISSING_IN_TARGET, List.of()));
  }

  @Test
  void letsWritersGoOnWhileItHoldsAReadAndReleasesItBehindTheVerification() throws Exception {
    // given
    start(true, ROWS);
    rehearse();

    // then: a write is taken at once, and the log cannot be cut
    both.writer.run("PRAGMA busy_timeout = 0;");
    atFile("UPDATE big SET v = 'changed' WHERE id = 9;");
    assertThat(both.writer.run("PRAGMA wal_checkpoint(TRUNCATE);")).startsWith("1|");

    // when
    both.onTarget("UPDATE moved.big SET v = 'changed' WHERE id = 9");
    fence(topic.change(9));
    assertThat(verified().verdict()).isEqualTo(Verdict.EQUAL);

    // then
    await()
        .atMost(LONG)
        .until(() -> both.writer.run("PRAGMA wal_checkpoint(TRUNCATE);").startsWith("0|"));
  }

  /** A row comes, goes, or gets another value, at both ends and in the stream. */
  private long change(Random random) {
    int id = 1 + random.nextInt(ROWS + 50);
    String sql =
        random.nextBoolean()
            ? "DELETE FROM %s WHERE id = " + id
            : "INSERT INTO %s VALUES (" + id + ", 'w') ON CONFLICT (id) DO UPDATE SET v = 'w'";
    atFile(sql.formatted("big") + ";");
    both.onTarget(sql.formatted("moved.big"));
    return topic.change(id);
  }

  private void atFile(String sql) {
    both.writer.run(sql);
  }

  private void rehearse() {
    comparing.desire(migration, MigrationGoal.REHEARSE, 3, "cut");
    await()
        .atMost(LONG)
        .until(
            () -> comparing.observed.stream().anyMatch(o -> "cut".equals(o.rehearsedCutoverId())));
  }

  private void fence(long applied) {
    comparing.desire(migration, MigrationGoal.FENCE, 4, "cut");
    both.checkpoint(applied, Long.MAX_VALUE, "cut");
  }

  private TableVerdict verified() {
    return await()
        .atMost(LONG)
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

  private long ofTarget(String sql) throws SQLException {
    try (Connection target = both.openTarget();
        Statement statement = target.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
