package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.observed.LedgerObserved;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.ComparisonLimits;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.config.ValidatorLimits;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A large table is compared range by range. Here it has 3,000 rows in ranges of 500: keys 1 to 500
 * are the first of them, and behind 3,000 is the last. Row 1,700 is on its way at first, and a
 * worker that meets it waits for the stream with the fourth range in hand. Passes rest for an hour
 * unless a test says otherwise.
 */
class RangedTableIT {
  private static final int RANGES = 7;
  private static final ValidatorLimits LIMITS =
      new ValidatorLimits(12, 100_000, 10_000, 100, 1_000, 1_000_000, 20, 1 << 20, 500);
  private static final long HOUR = 3_600_000;

  private ChangeTopic topic;
  private TwoDatabases databases;
  private Comparing comparing;

  @BeforeEach
  void start() throws Exception {
    databases = new TwoDatabases("ranged", "target_of_ranged", true);
    topic = new ChangeTopic("ranged");
    databases.onBoth("CREATE TABLE $S.big (id int PRIMARY KEY, v text)");
    databases.onBoth("INSERT INTO $S.big SELECT g, 'v' || g FROM generate_series(1, 3000) g");
    databases.onSource("UPDATE $S.big SET v = 'new' WHERE id = 1700");
    databases.checkpoint(-1, 0, null);
    comparing = new Comparing(topic.prefix(), LIMITS);
  }

  @AfterEach
  void stop() {
    comparing.close();
    topic.close();
    databases.close();
  }

  private Migration migration(long pauseMillis, ComparisonLimits limits) {
    Migration quick = TwoDatabases.migration(100, databases);
    return new Migration(
        quick.name(),
        quick.target(),
        quick.sources(),
        quick.cutover(),
        new ValidationSettings(pauseMillis, 100, 0, limits));
  }

  private void compare(int workers) {
    comparing.desire(
        migration(HOUR, new ComparisonLimits(workers, 0)), MigrationGoal.REPLICATE, 1, null);
  }

  private void compareAgainAndAgain() {
    comparing.desire(migration(50, new ComparisonLimits(1, 0)), MigrationGoal.REPLICATE, 2, null);
  }

  /** Row 1,700 arrives, and so does everything up to a record. */
  private void applied(long offset) {
    databases.onTarget("UPDATE $S.big SET v = 'new' WHERE id = 1700");
    databases.checkpoint(offset, Long.MAX_VALUE, null);
  }

  /** The first three ranges are equal and kept, when the validator dies with the fourth in hand. */
  private void killedWithinTheFourthRange() {
    compare(1);
    awaitThat(() -> equalRanges().equals(List.of(0, 1, 2)));
    assertThat(comparing.verdicts).isEmpty();
    comparing.close();
  }

  private void startAnother() {
    comparing = new Comparing(topic.prefix(), LIMITS);
    compare(1);
  }

  @Test
  void isEqualOnceAllItsRangesAreWhileAWriterGoesOn() throws Exception {
    // given keys that are written in the first range and behind the last, and move between them
    applied(-1);
    try (WritingMover writer = new WritingMover(databases, topic, 17)) {
      awaitThat(() -> writer.written() > 20);

      // when
      compare(2);
      awaitThat(() -> ledger().verified() == 1);
      int before = writer.written();
      awaitThat(() -> writer.written() > before + 100);
      long last = writer.finish();

      // then
      awaitThat(() -> comparing.covered == last);
      assertThat(comparing.verdicts).extracting(TableVerdict::verdict).containsOnly(Verdict.EQUAL);
      assertThat(ledger().verifiedRanges()).isEqualTo(ledger().ranges()).isGreaterThan(5);
      assertThat(ledger().changedRows()).isZero();
    }
  }

  @Test
  void isComparedByAsManyWorkersAsThereAre() {
    // when one of two is held up
    compare(2);

    // then the other one compares all other ranges
    awaitThat(() -> equalRanges().equals(List.of(0, 1, 2, 4, 5, 6)));
    awaitThat(() -> ledger().verifiedRanges() == RANGES - 1);
    assertThat(ledger().ranges()).isEqualTo(RANGES);
    assertThat(ledger().verified()).isZero();
    assertThat(comparing.verdicts).isEmpty();

    // when
    applied(-1);

    // then
    awaitThat(() -> ledger().verified() == 1);
    assertThat(comparing.count("app.big")).isEqualTo(1);
    assertThat(latest().verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(latest().rows().sourceRows()).isEqualTo(3_000);
    assertThat(latest().rows().targetRows()).isEqualTo(3_000);
  }

  @Test
  void isComparedOnByTheNextInstanceWhereTheLastOneWasKilled() {
    // given
    killedWithinTheFourthRange();
    List<Instant> before = equalSince().subList(0, 3);

    // when rows changed in ranges of both kinds, and one of a compared range in the target alone
    databases.onBoth("UPDATE $S.big SET v = 'later' WHERE id IN (6, 2600)");
    topic.change(6);
    applied(topic.change(2600));
    databases.onTarget("UPDATE $S.big SET v = 'lost' WHERE id = 700");
    startAnother();

    // then only the other ranges are read
    awaitThat(() -> ledger().verified() == 1 && ledger().changedRows() == 0);
    awaitThat(() -> equalRanges().size() == RANGES);
    assertThat(latest().verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(latest().rows().sourceRows()).isEqualTo(3_000);
    assertThat(equalSince().subList(0, 3)).isEqualTo(before);
    assertThat(latest().time().scrubbedAt()).isEqualTo(before.get(0));

    // and what no record names is found when all are compared again
    compareAgainAndAgain();
    awaitThat(() -> latest().verdict() == Verdict.DIFFERENT && latest().searchedThrough());
    assertThat(keys(latest())).containsExactly("700");
    awaitThat(() -> ledger().verified() == 0);
  }

  @Test
  void isDifferentByAChangeOfAComparedRangeThatWasLostWhileNobodyCompared() {
    // given
    killedWithinTheFourthRange();

    // when
    databases.onSource("UPDATE $S.big SET v = 'later' WHERE id = 6");
    applied(topic.change(6));
    startAnother();

    // then
    awaitThat(() -> latest() != null && latest().verdict() == Verdict.DIFFERENT);
    awaitThat(() -> latest().searchedThrough());
    assertThat(keys(latest())).containsExactly("6");
  }

  @Test
  void isComparedAnewByTheNextInstanceWhereItHasAnotherShape() {
    // given
    killedWithinTheFourthRange();

    // when
    databases.onBoth("ALTER TABLE $S.big ADD COLUMN w int DEFAULT 1");
    databases.onTarget("UPDATE $S.big SET w = 2 WHERE id = 7");
    applied(-1);
    startAnother();

    // then
    awaitThat(() -> latest() != null && latest().verdict() == Verdict.DIFFERENT);
    assertThat(keys(latest())).containsExactly("7");
  }

  @Test
  void hasEachRowOnceThatMovesFromARangeThatIsLeftToOneThatWasCompared() {
    // given
    compare(1);
    awaitThat(() -> ledger().verifiedRanges() == 3);

    // when one moves, and another one is lost on its way
    databases.onBoth("UPDATE $S.big SET id = -1 WHERE id = 2901");
    databases.onSource("UPDATE $S.big SET id = -2 WHERE id = 2902");
    databases.onTarget("DELETE FROM $S.big WHERE id = 2902");
    List.of(2901, -1, 2902).forEach(topic::change);
    applied(topic.change(-2));

    // then
    awaitThat(() -> latest() != null && latest().verdict() == Verdict.DIFFERENT);
    awaitThat(() -> latest().searchedThrough());
    assertThat(keys(latest())).containsExactly("-2");
  }

  @Test
  void isComparedAnewWhenItIsTruncatedBetweenTwoRanges() {
    // given
    compare(1);
    awaitThat(() -> ledger().verifiedRanges() == 3);

    // when
    databases.onBoth("TRUNCATE $S.big");
    databases.onBoth("INSERT INTO $S.big SELECT g, 'w' || g FROM generate_series(1, 3000) g");
    databases.onTarget("UPDATE $S.big SET v = 'lost' WHERE id = 8");
    databases.checkpoint(topic.truncate(), Long.MAX_VALUE, null);

    // then no range that was equal before it counts
    awaitThat(() -> latest() != null && latest().verdict() == Verdict.DIFFERENT);
    assertThat(keys(latest())).containsExactly("8");
    assertThat(comparing.verdicts)
        .extracting(TableVerdict::verdict)
        .containsOnly(Verdict.DIFFERENT);
  }

  @Test
  void isComparedAgainAtNoHigherRateThanAllowedAndAtOnceWhenThatIsLifted() {
    // given
    applied(-1);
    comparing.desire(
        migration(50, new ComparisonLimits(1, 0, 100)), MigrationGoal.REPLICATE, 1, null);

    // then the first comparison is not held to it, and after it one range is taken at a time
    awaitThat(() -> ledger().verified() == 1 && equalRanges().size() == RANGES);
    Instant found = latest().time().comparedAt();
    awaitThat(() -> equalSince().stream().anyMatch(found::isBefore));
    List<Instant> since = equalSince();
    assertThat(since).filteredOn(found::isBefore).hasSize(1);
    assertThat(comparing.count("app.big")).isEqualTo(1);
    Instant oldest = since.stream().min(Instant::compareTo).orElseThrow();
    awaitThat(
        () ->
            comparing.observed.stream()
                .flatMap(observed -> observed.tables().stream())
                .anyMatch(v -> oldest.equals(v.time().scrubbedAt())));

    // when
    databases.onTarget("UPDATE $S.big SET v = 'lost' WHERE id = 2222");
    comparing.desire(
        migration(50, new ComparisonLimits(1, 0, 0)), MigrationGoal.REPLICATE, 2, null);

    // then
    awaitThat(() -> latest().verdict() == Verdict.DIFFERENT && latest().searchedThrough());
    assertThat(keys(latest())).containsExactly("2222");
  }

  @Test
  void isCutAnewWhereARangeHasGrown() {
    // given
    applied(-1);
    comparing.desire(migration(50, new ComparisonLimits(1, 0)), MigrationGoal.REPLICATE, 1, null);
    awaitThat(() -> ledger().verified() == 1);

    // when rows come behind the last one
    databases.onBoth("INSERT INTO $S.big SELECT g, 'v' || g FROM generate_series(3001, 5000) g");

    // then
    awaitThat(() -> ledger().ranges() >= RANGES + 3);
    awaitThat(() -> latest().rows().sourceRows() == 5_000);
    assertThat(comparing.verdicts).extracting(TableVerdict::verdict).containsOnly(Verdict.EQUAL);
  }

  private static List<String> keys(TableVerdict verdict) {
    return verdict.findings().differences().stream()
        .map(RowDifference::key)
        .map(key -> key.get("id"))
        .toList();
  }

  private TableVerdict latest() {
    return comparing.latest("app.big");
  }

  private LedgerObserved ledger() {
    List<ValidationObserved> observed = comparing.observed;
    return observed.isEmpty() ? LedgerObserved.NONE : observed.get(observed.size() - 1).ledger();
  }

  /** The numbers of the ranges that are kept as equal. */
  private List<Integer> equalRanges() {
    List<Instant> since = equalSince();
    return IntStream.range(0, since.size())
        .filter(i -> !since.get(i).equals(Instant.EPOCH))
        .boxed()
        .toList();
  }

  /** When each range that is kept was equal, the epoch for those that are not. */
  private List<Instant> equalSince() {
    List<Instant> since = new ArrayList<>();
    try (Connection target = databases.openTarget();
        Statement statement = target.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT coalesce(equal_at, 'epoch') FROM tributary.ledger_range"
                    + " WHERE table_name = 'big' ORDER BY number")) {
      while (row.next()) {
        since.add(row.getTimestamp(1).toInstant());
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return since;
  }

  private static void awaitThat(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(60)).until(condition);
  }
}
