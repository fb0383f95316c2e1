package io.tributary.validator;

import static io.tributary.validator.RangedFile.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A large table of a file whose key is its rowid is compared range by range. It has 3,000 rows in
 * ranges of 500, the first of which are the keys up to 501, as row 5 is in the quarantine. Row
 * 1,700 is on its way at first, and a worker that meets it waits for the stream with the fourth
 * range in hand.
 */
class RangedFileTableIT {
  private static final String TABLE = "main.big";
  private static final int RANGES = 6;

  private RangedFile file;

  @AfterEach
  void close() {
    if (file != null) {
      file.close();
    }
  }

  private void start(boolean writeAheadLog) throws Exception {
    file =
        new RangedFile(
            "ranged" + writeAheadLog,
            writeAheadLog,
            "CREATE TABLE big (id INTEGER PRIMARY KEY, v TEXT);");
    file.both.capture("big", "id");
    file.both.writer.run(
        "WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < 3000)"
            + " INSERT INTO big SELECT n, 'v' || n FROM g;");
    file.both.onTarget(
        "INSERT INTO moved.big SELECT n, 'v' || n FROM generate_series(1, 3000) n WHERE n <> 5");
    file.both.quarantine("big", "5");
    atFile("UPDATE big SET v = 'new' WHERE id = 1700");
    file.both.checkpoint(-1, 0, null);
  }

  private void atFile(String sql) {
    file.both.writer.run(sql + ";");
  }

  private void atBoth(String sql) {
    atFile(sql.formatted("big"));
    file.both.onTarget(sql.formatted("moved.big"));
  }

  /** Row 1,700 arrives, and so does everything up to a record. */
  private void applied(long offset) {
    file.both.onTarget("UPDATE moved.big SET v = 'new' WHERE id = 1700");
    file.both.checkpoint(offset, Long.MAX_VALUE, null);
  }

  private TableVerdict latest() {
    return file.latest(TABLE);
  }

  private void awaitDifference(String... keys) {
    awaitThat(
        () ->
            latest() != null
                && latest().verdict() == Verdict.DIFFERENT
                && latest().searchedThrough());
    assertThat(keys(latest(), "id")).containsExactly(keys);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isComparedOnByTheNextInstanceWhereTheLastOneWasKilled(boolean writeAheadLog)
      throws Exception {
    // given three equal ranges that are kept, and the fourth in hand
    start(writeAheadLog);
    file.compare(1);
    awaitThat(() -> file.equalRanges().equals(List.of(0, 1, 2)));
    List<Instant> before = file.equalSince().subList(0, 3);
    awaitThat(() -> file.ledger().ranges() == RANGES);
    file.kill();

    // when rows changed in ranges of both kinds, and one of a compared range in the target alone
    atBoth("UPDATE %s SET v = 'later' WHERE id IN (6, 2600)");
    file.topic.change(6);
    applied(file.topic.change(2600));
    file.both.onTarget("UPDATE moved.big SET v = 'lost' WHERE id = 700");
    file.startAnother();

    // then only the other ranges are read
    awaitThat(() -> file.ledger().verified() == 1 && file.ledger().changedRows() == 0);
    awaitThat(() -> file.equalRanges().size() == RANGES);
    assertThat(latest().verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(latest().rows().sourceRows()).isEqualTo(3_000);
    assertThat(latest().rows().targetRows()).isEqualTo(2_999);
    assertThat(latest().rows().quarantinedRows()).isEqualTo(1);
    assertThat(file.equalSince().subList(0, 3)).isEqualTo(before);
    assertThat(latest().time().scrubbedAt()).isEqualTo(before.get(0));

    // and what no record names is found when all are compared again
    file.compareAgainAndAgain();
    awaitDifference("700");
  }

  @Test
  void isDifferentByAChangeOfAComparedRangeThatWasLostWhileNobodyCompared() throws Exception {
    // given
    start(true);
    file.compare(1);
    awaitThat(() -> file.equalRanges().equals(List.of(0, 1, 2)));
    file.kill();

    // when
    atFile("UPDATE big SET v = 'later' WHERE id = 6");
    applied(file.topic.change(6));
    file.startAnother();

    // then
    awaitDifference("6");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isComparedByAsManyWorkersAsThereAre(boolean writeAheadLog) throws Exception {
    // when one of two is held up
    start(writeAheadLog);
    file.compare(2);

    // then the other one compares all other ranges
    awaitThat(() -> file.equalRanges().equals(List.of(0, 1, 2, 4, 5)));
    assertThat(file.comparing().verdicts).isEmpty();

    // when
    applied(-1);

    // then
    awaitThat(() -> file.ledger().verified() == 1);
    assertThat(file.comparing().count(TABLE)).isEqualTo(1);
    assertThat(latest().verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(latest().rows().quarantinedRows()).isEqualTo(1);
  }

  @Test
  void isComparedRangeByRangeOnceMoreWhenMoreKeysChangedThanAreRemembered() throws Exception {
    // given
    start(true);
    applied(-1);
    file.compare(1);
    awaitThat(() -> file.ledger().verified() == 1);

    // when one of many changes is lost
    atBoth("UPDATE %s SET v = 'later' WHERE id > 2500");
    file.both.onTarget("UPDATE moved.big SET v = 'lost' WHERE id = 2900");
    long last = 0;
    for (int id = 2501; id <= 3000; id++) {
      last = file.topic.change(id);
    }
    applied(last);

    // then
    awaitDifference("2900");
    assertThat(file.ledger().ranges()).isEqualTo(RANGES);

    // and it is equal when it is mended
    file.both.onTarget("UPDATE moved.big SET v = 'later' WHERE id = 2900");
    file.compareAgainAndAgain();
    awaitThat(() -> latest().verdict() == Verdict.EQUAL && file.ledger().verified() == 1);
  }

  @Test
  void isCutAnewWhereARangeHasGrownAndJoinedWhereItHasShrunk() throws Exception {
    // given
    start(true);
    applied(-1);
    file.compareAgainAndAgain();
    awaitThat(() -> file.ledger().verified() == 1);

    // when rows come behind the last one
    file.both.checkpoint(-1, 0, null);
    atFile(
        "WITH RECURSIVE g(n) AS (SELECT 3001 UNION ALL SELECT n + 1 FROM g WHERE n < 5000)"
            + " INSERT INTO big SELECT n, 'v' || n FROM g");
    file.both.onTarget(
        "INSERT INTO moved.big SELECT n, 'v' || n FROM generate_series(3001, 5000) n");
    applied(-1);

    // then
    awaitThat(() -> file.ledger().ranges() >= RANGES + 3);
    awaitThat(() -> latest().rows().sourceRows() == 5_000);

    // when most rows go
    file.both.checkpoint(-1, 0, null);
    atBoth("DELETE FROM %s WHERE id %% 50 <> 0 AND id <> 5");
    applied(-1);

    // then
    awaitThat(() -> file.ledger().ranges() < 4);
    awaitThat(() -> latest().rows().sourceRows() == 101);
    assertThat(file.comparing().verdicts)
        .extracting(TableVerdict::verdict)
        .doesNotContain(Verdict.DIFFERENT, Verdict.FAILED);
  }

  private static void awaitThat(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(60)).until(condition);
  }
}
