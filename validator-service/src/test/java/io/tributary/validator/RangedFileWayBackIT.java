package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.observed.LedgerObserved;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.RowDifference.Kind;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.LeadingTarget.Change;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A large table of the target is compared range by range with the file that follows it. */
class RangedFileWayBackIT {
  private static final String TABLE = "moved.big";
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isEqualInRangesAndNamesWhatDiffers(boolean writeAheadLog) throws Exception {
    try (FollowingFile home =
            new FollowingFile(
                "rangehome" + writeAheadLog,
                writeAheadLog,
                "CREATE TABLE big (id INTEGER PRIMARY KEY, v TEXT);");
        Comparing comparing = new Comparing(home.target.prefix, RangedFile.LIMITS)) {
      // given row 5 in the quarantine
      home.both.writer.run(
          "WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < 5000)"
              + " INSERT INTO big SELECT n, 'v' || n FROM g;");
      home.both.onTarget(
          "INSERT INTO moved.big SELECT n, 'v' || n FROM generate_series(1, 5000) n WHERE n <> 5");
      home.both.quarantine("big", "5");
      home.bringHome("UPDATE big SET v = v", new Change(-1, Long.MAX_VALUE));

      // when
      comparing.desire(home.migration, MigrationGoal.SWITCHED, 1, "cut-0");

      // then
      awaitVerdict(comparing, Verdict.EQUAL);
      TableVerdict equal = comparing.latest(TABLE);
      assertThat(equal.rows().sourceRows()).isEqualTo(4_999);
      assertThat(equal.rows().targetRows()).isEqualTo(5_000);
      assertThat(equal.rows().quarantinedRows()).isEqualTo(1);
      await().atMost(LIMIT).until(() -> ledger(comparing).ranges() > 2);

      // when rows of the file are damaged
      home.bringHome(
          """
          UPDATE big SET v = 'x' WHERE id = 1717;
          DELETE FROM big WHERE id = 3000; INSERT INTO big (id) VALUES (7000)""",
          new Change(-1, Long.MAX_VALUE));

      // then
      awaitVerdict(comparing, Verdict.DIFFERENT);
      assertThat(comparing.latest(TABLE).findings().differences())
          .containsExactlyInAnyOrder(
              new RowDifference(Map.of("id", "1717"), Kind.CHANGED, List.of("v")),
              new RowDifference(Map.of("id", "3000"), Kind.MISSING_IN_TARGET, List.of()),
              new RowDifference(Map.of("id", "7000"), Kind.EXTRA_IN_TARGET, List.of()));
    }
  }

  private static void awaitVerdict(Comparing comparing, Verdict wanted) {
    await()
        .atMost(LIMIT)
        .until(
            () -> comparing.latest(TABLE),
            v -> v != null && v.verdict() == wanted && v.searchedThrough());
  }

  private static LedgerObserved ledger(Comparing comparing) {
    List<ValidationObserved> observed = comparing.observed;
    return observed.isEmpty() ? LedgerObserved.NONE : observed.get(observed.size() - 1).ledger();
  }
}
