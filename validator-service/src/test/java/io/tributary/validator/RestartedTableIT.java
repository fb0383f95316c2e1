package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.RestartKey;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.verdict.TableVerdict.Verdict;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What was found of a table that begins anew is forgotten, and nothing is said until it is over.
 */
class RestartedTableIT {
  private ChangeTopic topic;
  private TwoDatabases databases;
  private Comparing comparing;
  private Migration migration;
  private Map<String, Long> order;

  @BeforeEach
  void start() throws Exception {
    databases = new TwoDatabases("anew", "target_of_anew", true);
    topic = new ChangeTopic("anew");
    databases.onBoth("CREATE TABLE $S.big (id int PRIMARY KEY, v text)");
    databases.onBoth("CREATE TABLE $S.small (id int PRIMARY KEY)");
    databases.onBoth("INSERT INTO $S.big SELECT g, 'v' || g FROM generate_series(1, 3000) g");
    databases.checkpoint(-1, Long.MAX_VALUE, "earlier");
    migration = TwoDatabases.migration(1_000, databases);
    order = Map.of(RestartKey.of(migration.sources().get(0).name(), "app.big"), 2L);
    comparing = new Comparing(topic.prefix(), Comparing.defaults());
    comparing.desire(migration, MigrationGoal.REPLICATE, 1, null);
    awaitThat(() -> latest().ledger().verified() == 2);
  }

  @AfterEach
  void stop() {
    comparing.close();
    topic.close();
    databases.close();
  }

  @Test
  void isComparedAsAWholeOnceTheTargetSaysThatItIsOver() {
    // when: its rows are removed, and come again
    comparing.replicating(migration, 2, order);
    databases.onTarget("DELETE FROM $S.big WHERE id < 2900");
    long passes = latest().passes();

    // then: nothing that is published from then on says anything of it
    awaitThat(() -> latest().passes() >= passes + 3);
    assertThat(comparing.observed.stream().filter(seen -> seen.generation() >= 2))
        .isNotEmpty()
        .allSatisfy(seen -> assertThat(seen.tables()).hasSize(1));
    assertThat(comparing.verdicts).noneMatch(v -> v.verdict() == Verdict.DIFFERENT);

    // when
    databases.onTarget("DELETE FROM $S.big");
    databases.onTarget("INSERT INTO $S.big SELECT g, 'v' || g FROM generate_series(1, 3000) g");
    note("app.big", "DONE");

    // then
    awaitThat(() -> latest().tables().size() == 2);
    awaitThat(() -> latest().allEqual());
  }

  @Test
  void isComparedAsAWholeThoughAnEarlierInstanceHasKeptThatItIsEqual() throws Exception {
    // given: a validator that ends before the order, and rows that nobody has noted
    awaitThat(this::kept);
    comparing.close();
    databases.onTarget("UPDATE $S.big SET v = 'lost' WHERE id = 7");
    note("app.big", "DONE");
    comparing = new Comparing(topic.prefix(), Comparing.defaults());

    // when
    comparing.replicating(migration, 2, order);

    // then
    awaitThat(() -> comparing.latest("app.big") != null);
    assertThat(comparing.latest("app.big").verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(comparing.observed)
        .noneMatch(
            seen ->
                seen.tables().stream()
                    .anyMatch(v -> v.table().equals("app.big") && v.verdict() == Verdict.EQUAL));
  }

  @Test
  void isComparedWhereTheRestartWasRefused() {
    // given
    note("app.big", "REFUSED");

    // when
    comparing.replicating(migration, 2, order);

    // then
    awaitThat(() -> latest().generation() == 2 && latest().tables().size() == 2);
  }

  @Test
  void oneThatJoinsKeepsTheGateWaitingUntilItWasCompared() {
    // given
    databases.onBoth("CREATE TABLE $S.late (id int PRIMARY KEY)");
    order = Map.of(RestartKey.of(migration.sources().get(0).name(), "app.late"), 2L);

    // when
    comparing.replicating(migration, 2, order);
    awaitThat(() -> latest().generation() == 2);
    long passes = latest().passes();

    // then
    awaitThat(() -> latest().passes() >= passes + 2);
    assertThat(comparing.observed.stream().filter(seen -> seen.generation() >= 2))
        .isNotEmpty()
        .allSatisfy(seen -> assertThat(seen.ledger().anew()).isPositive())
        .allSatisfy(seen -> assertThat(seen.tables()).noneMatch(v -> v.table().equals("app.late")));

    // when
    note("app.late", "DONE");

    // then
    awaitThat(() -> latest().tables().size() == 3 && latest().allEqual());
    awaitThat(() -> latest().ledger().anew() == 0);
  }

  private boolean kept() throws Exception {
    try (Connection target = databases.openTarget();
        Statement statement = target.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT FROM tributary.ledger WHERE table_name = 'big'")) {
      return row.next();
    }
  }

  private void note(String table, String phase) {
    databases.onTarget(
        "INSERT INTO tributary.table_restart VALUES ('%s', '%s', '%s', 2, '%s', '{}', '{}', NULL, 0, NULL, now())"
            .formatted(migration.name(), migration.sources().get(0).name(), table, phase));
  }

  private ValidationObserved latest() {
    await().atMost(Duration.ofSeconds(60)).until(() -> !comparing.observed.isEmpty());
    return comparing.observed.get(comparing.observed.size() - 1);
  }

  private static void awaitThat(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(60)).until(condition);
  }
}
