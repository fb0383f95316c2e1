package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A writer keeps changing the source while the target lags behind. */
class UnderLoadIT {
  private static final Duration LONG = Duration.ofSeconds(120);
  private static final List<String> TABLES =
      List.of("busy", "hot", "locks", "log", "empty", "still");

  private TwoDatabases databases;
  private Comparing comparing;
  private LaggingApply apply;

  @BeforeEach
  void start() {
    databases = TwoDatabases.create("load");
    databases.onBoth("CREATE TABLE $S.busy (id int PRIMARY KEY, v text)");
    databases.onBoth("CREATE TABLE $S.hot (id int PRIMARY KEY, n bigint)");
    databases.onBoth("CREATE TABLE $S.locks (id int PRIMARY KEY, v text)");
    databases.onBoth("CREATE TABLE $S.log (line text)");
    databases.onBoth("CREATE TABLE $S.empty (id int PRIMARY KEY)");
    databases.onBoth("CREATE TABLE $S.still (id int PRIMARY KEY, v text)");
    databases.onBoth("INSERT INTO $S.busy SELECT g, 'v' || g FROM generate_series(1, 5000) g");
    databases.onBoth("INSERT INTO $S.still SELECT g, 'v' || g FROM generate_series(1, 5000) g");
    databases.onBoth("INSERT INTO $S.hot VALUES (1, 0)");
    databases.checkpoint(-1, 0, null);
    apply = new LaggingApply(databases);
    comparing = new Comparing("load", Comparing.defaults());
    comparing.desire(TwoDatabases.migration(1000, databases), MigrationGoal.REPLICATE, 1, null);
  }

  @AfterEach
  void stop() throws InterruptedException {
    comparing.close();
    apply.close();
    databases.close();
  }

  @Test
  void raisesNoAlarmWhileTheTargetLagsAndFindsTheOneRealDifference() {
    // given
    awaitComparisons(4);
    assertNoAlarm();

    // when
    databases.onTarget("UPDATE $S.busy SET id = 7777 WHERE id = 4999");
    Instant damaged = Instant.now();

    // then every comparison that began after the damage has to say so
    TableVerdict verdict =
        await()
            .atMost(LONG)
            .until(() -> firstBegunAfter(damaged, "app.busy"), Optional::isPresent)
            .get();
    assertThat(verdict.verdict()).as(verdict.toString()).isEqualTo(Verdict.DIFFERENT);
    assertThat(verdict.findings().differenceCount()).isEqualTo(2);
    assertThat(verdict.findings().differences())
        .containsExactly(
            new RowDifference(
                Map.of("id", "4999"), RowDifference.Kind.MISSING_IN_TARGET, List.of()),
            new RowDifference(Map.of("id", "7777"), RowDifference.Kind.EXTRA_IN_TARGET, List.of()));
    databases.onTarget("UPDATE $S.busy SET id = 4999 WHERE id = 7777");
  }

  @Test
  void waitsForAStreamThatStandsStillInsteadOfRaisingAnAlarm() {
    // given
    awaitComparisons(1);
    apply.stuck(true);

    // when: the table that differs comes up, and from then on no verdict is given
    AtomicInteger before = new AtomicInteger(-1);
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofSeconds(2))
        .until(() -> before.getAndSet(comparing.verdicts.size()) == comparing.verdicts.size());
    assertNoAlarm();
    apply.quiet();
    apply.stuck(false);

    // then
    comparing.verdicts.clear();
    await()
        .atMost(LONG)
        .until(
            () ->
                TABLES.stream()
                    .map(table -> comparing.latest("app." + table))
                    .allMatch(v -> v != null && v.verdict() == Verdict.EQUAL));
    assertThat(comparing.latest("app.empty").rows().sourceRows()).isZero();
  }

  /** Until each table was compared so often: counted instead of timed, so that no load matters. */
  private void awaitComparisons(int times) {
    await()
        .atMost(LONG)
        .until(
            () ->
                TABLES.stream()
                    .allMatch(
                        table ->
                            comparing.verdicts.stream()
                                    .filter(v -> v.table().equals("app." + table))
                                    .count()
                                >= times));
  }

  private void assertNoAlarm() {
    assertThat(verdicts(Verdict.DIFFERENT)).isEmpty();
    assertThat(verdicts(Verdict.FAILED)).isEmpty();
  }

  private Optional<TableVerdict> firstBegunAfter(Instant time, String table) {
    return comparing.verdicts.stream()
        .filter(v -> v.table().equals(table))
        .filter(v -> v.time().comparedAt().minusMillis(v.time().durationMillis()).isAfter(time))
        .findFirst();
  }

  private List<TableVerdict> verdicts(Verdict verdict) {
    return comparing.verdicts.stream().filter(v -> v.verdict() == verdict).toList();
  }
}
