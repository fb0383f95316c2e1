package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.Goal;
import io.tributary.common.event.RowDifference;
import io.tributary.common.event.TableVerdict;
import io.tributary.common.event.TableVerdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A writer keeps changing the source while the target lags behind. */
class UnderLoadIT {
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
    comparing.desire(TwoDatabases.migration(1000, databases), Goal.REPLICATE, 1, null);
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
    await()
        .during(Duration.ofSeconds(8))
        .atMost(Duration.ofSeconds(15))
        .until(() -> verdicts(Verdict.DIFFERENT).isEmpty() && verdicts(Verdict.FAILED).isEmpty());
    assertThat(comparing.verdicts).extracting(TableVerdict::table).contains("app.log", "app.hot");

    // when
    databases.onTarget("UPDATE $S.busy SET id = 7777 WHERE id = 4999");
    Instant damaged = Instant.now();

    // then every comparison that began after the damage has to say so
    TableVerdict verdict =
        await()
            .atMost(Duration.ofSeconds(90))
            .until(() -> firstBegunAfter(damaged, "app.busy"), Optional::isPresent)
            .get();
    assertThat(verdict.verdict()).as(verdict.toString()).isEqualTo(Verdict.DIFFERENT);
    assertThat(verdict.differenceCount()).isEqualTo(2);
    assertThat(verdict.differences())
        .containsExactly(
            new RowDifference(
                Map.of("id", "4999"), RowDifference.Kind.MISSING_IN_TARGET, List.of()),
            new RowDifference(Map.of("id", "7777"), RowDifference.Kind.EXTRA_IN_TARGET, List.of()));
    databases.onTarget("UPDATE $S.busy SET id = 4999 WHERE id = 7777");
  }

  @Test
  void waitsForAStreamThatStandsStillInsteadOfRaisingAnAlarm() {
    // given
    await().atMost(Duration.ofSeconds(60)).until(() -> comparing.latest("app.still") != null);
    apply.stuck(true);

    // when
    await()
        .during(Duration.ofSeconds(4))
        .atMost(Duration.ofSeconds(8))
        .until(() -> verdicts(Verdict.DIFFERENT).isEmpty());
    int before = comparing.verdicts.size();
    await()
        .during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(4))
        .until(() -> comparing.verdicts.size() == before);
    apply.stuck(false);
    apply.quiet();

    // then
    for (String table : List.of("busy", "hot", "locks", "log", "empty", "still")) {
      comparing.verdicts.clear();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> comparing.latest("app." + table),
              v -> v != null && v.verdict() == Verdict.EQUAL);
    }
    assertThat(comparing.latest("app.empty").sourceRows()).isZero();
  }

  private Optional<TableVerdict> firstBegunAfter(Instant time, String table) {
    return comparing.verdicts.stream()
        .filter(v -> v.table().equals(table))
        .filter(v -> v.comparedAt().minusMillis(v.durationMillis()).isAfter(time))
        .findFirst();
  }

  private List<TableVerdict> verdicts(Verdict verdict) {
    return comparing.verdicts.stream().filter(v -> v.verdict() == verdict).toList();
  }
}
