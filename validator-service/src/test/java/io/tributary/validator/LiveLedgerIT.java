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
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.config.ValidatorLimits;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What changes is compared as it comes, without another pass: passes rest for an hour here, so that
 * what is found after the first one was found by the changes.
 */
class LiveLedgerIT {
  private static final int KEYS = 50;
  private static final ValidatorLimits LIMITS =
      new ValidatorLimits(12, 100_000, KEYS, 100, 1_000, 1_000_000, 20, 1 << 20, 1_000_000);

  private ChangeTopic topic;
  private TwoDatabases databases;
  private Comparing comparing;

  @BeforeEach
  void start() throws Exception {
    databases = new TwoDatabases("live", "target_of_live", true);
    topic = new ChangeTopic("live");
    comparing = new Comparing(topic.prefix(), LIMITS);
    databases.onBoth("CREATE TABLE $S.big (id int PRIMARY KEY, v text)");
    databases.onBoth("INSERT INTO $S.big SELECT g, 'v' || g FROM generate_series(1, 3000) g");
    databases.checkpoint(-1, Long.MAX_VALUE, null);
    comparing.desire(restingForAnHour(), MigrationGoal.REPLICATE, 1, null);
    awaitThat(() -> latest() != null && ledger().equals(new LedgerObserved(1, 1, 0, 0, 0, 1, 1)));
  }

  @AfterEach
  void stop() {
    comparing.close();
    topic.close();
    databases.close();
  }

  private Migration restingForAnHour() {
    Migration quick = TwoDatabases.migration(1_000, databases);
    return new Migration(
        quick.name(),
        quick.target(),
        quick.sources(),
        quick.cutover(),
        new ValidationSettings(3_600_000, 1_000));
  }

  @Test
  void needsNoRecordAnyMoreWhoseRowsWereComparedByTheirKeys() {
    // when
    long applied = topic.changes(ChangeTopic.event(5), ChangeTopic.event(6), ChangeTopic.end());
    databases.checkpoint(applied, Long.MAX_VALUE, null);

    // then
    awaitThat(() -> comparing.covered == applied);
    assertThat(ledger().changedRows()).isZero();
    assertThat(comparing.count("app.big")).as("comparisons of the whole table").isEqualTo(1);
  }

  @Test
  void comparesATableAsAWholeOnceARowStaysDifferent() {
    // when
    databases.onTarget("UPDATE $S.big SET v = 'lost' WHERE id IN (7, 8)");
    databases.checkpoint(topic.change(7), Long.MAX_VALUE, null);

    // then what no change tells of is found as well
    awaitThat(() -> latest().verdict() == Verdict.DIFFERENT);
    assertThat(latest().findings().differences())
        .extracting(RowDifference::key)
        .containsExactlyInAnyOrder(Map.of("id", "7"), Map.of("id", "8"));
    awaitThat(() -> ledger().verified() == 0);
  }

  @Test
  void waitsForRowsThatAreOnTheirWay() {
    // given a row that is written at the source, and not yet applied
    databases.onSource("UPDATE $S.big SET v = 'new' WHERE id = 7");
    long later = topic.change(7);
    long before = later - 1;
    databases.checkpoint(before, Long.MAX_VALUE, null);

    // when
    databases.onTarget("UPDATE $S.big SET v = 'new' WHERE id = 7");
    databases.checkpoint(later, Long.MAX_VALUE, null);

    // then
    awaitThat(() -> comparing.covered == later);
    assertThat(comparing.verdicts).extracting(TableVerdict::verdict).containsOnly(Verdict.EQUAL);
  }

  @Test
  void goesThroughABurstOfMoreKeysThanAreRemembered() {
    // when
    long last = -1;
    for (int id = 1; id <= 20 * KEYS; id++) {
      last = topic.change(id);
    }
    long applied = last;
    databases.checkpoint(applied, Long.MAX_VALUE, null);

    // then
    awaitThat(() -> comparing.covered == applied);
    awaitThat(() -> ledger().verified() == 1 && ledger().changedRows() == 0);
  }

  @Test
  void comparesATableAsAWholeOfWhichARecordNamesNoRow() {
    // when
    long applied =
        topic.changes("{\"op\":\"t\",\"source\":{\"schema\":\"app\",\"table\":\"big\"}}");
    databases.checkpoint(applied, Long.MAX_VALUE, null);

    // then
    awaitThat(() -> comparing.count("app.big") == 2);
    awaitThat(() -> ledger().verified() == 1 && comparing.covered == applied);
  }

  /**
   * It is asked every second whether too much changed, and a large table takes longer than that.
   */
  @Test
  void comparesATableAsAWholeOnlyOnceHoweverLongThatTakes() throws Exception {
    try (Connection lock = databases.openSource();
        Statement statement = lock.createStatement()) {
      // given
      lock.setAutoCommit(false);
      statement.execute("LOCK TABLE app.big IN ACCESS EXCLUSIVE MODE");
      databases.checkpoint(topic.truncate(), Long.MAX_VALUE, null);
      awaitThat(() -> ledger().anew() == 1);

      // when the comparison outlives some reports
      int reports = comparing.observed.size();
      awaitThat(() -> comparing.observed.size() >= reports + 2);
      assertThat(ledger()).isEqualTo(new LedgerObserved(1, 0, 1, 0, 0, 1, 0));
      lock.rollback();
    }

    // then
    awaitThat(() -> ledger().verified() == 1 && ledger().anew() == 0);
    assertThat(comparing.count("app.big")).isEqualTo(2);
  }

  /** What rests is the reading: a stream that lagged for minutes would keep the gate shut else. */
  @Test
  void comparesATableAgainSoonWhoseComparisonHadToWaitForTheStream() {
    // given a comparison of the whole table that waits for a row on its way
    databases.onSource("UPDATE $S.big SET v = 'new' WHERE id = 7");
    databases.checkpoint(topic.truncate(), 0, null);
    awaitThat(() -> ledger().anew() == 1);
    int reports = comparing.observed.size();
    awaitThat(() -> comparing.observed.size() >= reports + 3);
    assertThat(comparing.count("app.big")).isEqualTo(1);
    databases.onTarget("UPDATE $S.big SET v = 'new' WHERE id = 7");
    long applied = topic.change(7);
    databases.checkpoint(applied, Long.MAX_VALUE, null);
    awaitThat(() -> comparing.count("app.big") == 2);

    // when
    databases.checkpoint(topic.truncate(), Long.MAX_VALUE, null);

    // then it is not left for three times as long as the stream lagged
    await().atMost(Duration.ofSeconds(20)).until(() -> comparing.count("app.big") >= 3);
    awaitThat(() -> ledger().verified() == 1 && ledger().anew() == 0);
  }

  @Test
  void comparesATableAsAWholeWhenItGetsAnotherShape() {
    // when
    databases.onBoth("ALTER TABLE $S.big ADD COLUMN w text DEFAULT 'w'");
    databases.onTarget("UPDATE $S.big SET w = 'lost' WHERE id = 9");
    comparing.desire(restingForAnHour(), MigrationGoal.FENCE, 2, "cut");
    databases.checkpoint(-1, Long.MAX_VALUE, "cut");

    // then
    awaitThat(() -> comparing.observed.stream().anyMatch(o -> "cut".equals(o.verifiedCutoverId())));
    assertThat(latest().verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(latest().scope()).isEqualTo(TableVerdict.Scope.FULL);
  }

  private TableVerdict latest() {
    return comparing.latest("app.big");
  }

  private LedgerObserved ledger() {
    List<ValidationObserved> observed = comparing.observed;
    return observed.isEmpty() ? LedgerObserved.NONE : observed.get(observed.size() - 1).ledger();
  }

  private static void awaitThat(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(60)).until(condition);
  }
}
