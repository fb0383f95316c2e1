package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.plan.ComparisonLimits;
import io.tributary.common.plan.Migration;
import io.tributary.common.verdict.TableVerdict.Verdict;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What comparisons may take of the databases. A lock that the test holds keeps one comparison where
 * it is, so that it shows who works meanwhile.
 */
class ComparisonLimitsIT {
  private static final int TABLES = 4;

  private ChangeTopic topic;
  private TwoDatabases databases;
  private Comparing comparing;

  @BeforeEach
  void start() throws Exception {
    databases = new TwoDatabases("limited", "target_of_limited", true);
    topic = new ChangeTopic("limited");
    comparing = new Comparing(topic.prefix(), Comparing.defaults());
    for (int i = 0; i < TABLES; i++) {
      databases.onBoth("CREATE TABLE $S.t%d (id int PRIMARY KEY, v text)".formatted(i));
      databases.onBoth(
          "INSERT INTO $S.t%d SELECT g, 'v' || g FROM generate_series(1, 5000) g".formatted(i));
    }
    databases.checkpoint(-1, Long.MAX_VALUE, null);
  }

  @AfterEach
  void stop() {
    comparing.close();
    topic.close();
    databases.close();
  }

  private Migration limited(int workers, long maxLoad) {
    return TwoDatabases.migration(1_000, databases)
        .comparing(new ComparisonLimits(workers, maxLoad));
  }

  private static List<String> tables(int from) {
    return IntStream.range(from, TABLES).mapToObj(i -> "app.t" + i).toList();
  }

  @Test
  void comparesOtherTablesWhileOneWorkerIsHeldUp() throws Exception {
    // given the first table of the pass, of which nobody reads anything
    try (Connection lock = databases.openSource();
        Statement statement = lock.createStatement()) {
      lock.setAutoCommit(false);
      statement.execute("LOCK TABLE app.t0 IN ACCESS EXCLUSIVE MODE");

      // when
      comparing.desire(limited(2, 0), MigrationGoal.REPLICATE, 1, null);

      // then
      awaitThat(() -> tables(1).stream().allMatch(table -> comparing.count(table) == 1));
      assertThat(comparing.latest("app.t0")).isNull();
      lock.rollback();
    }
    awaitThat(() -> comparing.latest("app.t0") != null);
    assertThat(comparing.verdicts).extracting(v -> v.verdict()).containsOnly(Verdict.EQUAL);
    assertThat(comparing.errors).isEmpty();
  }

  @Test
  void callsAnotherWorkerIntoThePassThatRuns() throws Exception {
    // given one worker, who is held up
    try (Connection lock = databases.openSource();
        Statement statement = lock.createStatement()) {
      lock.setAutoCommit(false);
      statement.execute("LOCK TABLE app.t0 IN ACCESS EXCLUSIVE MODE");
      comparing.desire(limited(1, 0), MigrationGoal.REPLICATE, 1, null);
      awaitThat(
          () ->
              atSource(
                  "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'app.t0'::regclass"));
      assertThat(comparing.verdicts).isEmpty();

      // when
      comparing.desire(limited(2, 0), MigrationGoal.REPLICATE, 2, null);

      // then
      awaitThat(() -> tables(1).stream().allMatch(table -> comparing.count(table) == 1));
      lock.rollback();
    }
    awaitThat(() -> comparing.latest("app.t0") != null);
  }

  private boolean atSource(String question) throws Exception {
    try (Connection look = databases.openSource();
        Statement statement = look.createStatement();
        var found = statement.executeQuery(question)) {
      return found.next();
    }
  }

  @Test
  void goesOnWithThePassAsSoonAsTheLimitIsRaised() {
    // given 40,000 rows at both ends, which take more than six minutes
    comparing.desire(limited(2, 100), MigrationGoal.REPLICATE, 1, null);
    awaitThat(
        () ->
            atSource(
                "SELECT 1 FROM pg_stat_activity WHERE application_name = 'tributary-validator'"
                    + " AND state LIKE 'idle%' AND query LIKE '%OFFSET%LIMIT 1'"));
    assertThat(comparing.verdicts).isEmpty();

    // when
    comparing.desire(limited(2, 0), MigrationGoal.REPLICATE, 2, null);

    // then
    awaitThat(() -> tables(0).stream().allMatch(table -> comparing.latest(table) != null));
    assertThat(comparing.verdicts).extracting(v -> v.verdict()).containsOnly(Verdict.EQUAL);
  }

  @Test
  void holdsNothingBehindTheFenceToTheLimit() {
    // given nothing compared before, so that every row is read behind the fence
    Migration slow = limited(2, 100);
    comparing.desire(slow, MigrationGoal.REPLICATE, 1, null);

    // when
    comparing.desire(slow, MigrationGoal.FENCE, 2, "cut-1");
    databases.checkpoint(-1, Long.MAX_VALUE, "cut-1");

    // then
    awaitThat(() -> tables(0).stream().allMatch(table -> comparing.latest(table) != null));
    assertThat(comparing.verdicts).extracting(v -> v.verdict()).containsOnly(Verdict.EQUAL);
  }

  private static void awaitThat(Callable<Boolean> holds) {
    await().atMost(Duration.ofSeconds(60)).until(holds);
  }
}
