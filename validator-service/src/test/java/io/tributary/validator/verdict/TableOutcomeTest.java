package io.tributary.validator.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.verdict.NearestNeighbours;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.RowFindings;
import io.tributary.common.verdict.TableDigests;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.compare.RowPair;
import io.tributary.validator.compare.RowState;
import io.tributary.validator.compare.SnapshotResult;
import io.tributary.validator.digest.Digest;
import io.tributary.validator.neighbour.NeighbourResult;
import io.tributary.validator.settle.SettledRows;
import io.tributary.validator.source.end.RowsLeftOut;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableOutcomeTest {
  private static final Digest TEN = new Digest(10, BigInteger.ONE, BigInteger.ONE);
  private static final Digest NINE = new Digest(9, BigInteger.TWO, BigInteger.ONE);

  @Test
  void isEqualOnlyWhenEveryDifferingRowWasLookedAtAndSettled() {
    SettledRows nothingLeft = new SettledRows(Map.of(), Set.of(), 7);
    SettledRows moving = new SettledRows(Map.of(), Set.of(RowId.of("9")), 7);
    assertThat(TableOutcome.settled(found(true), nothingLeft, List.of()).verdict())
        .isEqualTo(Verdict.EQUAL);
    assertThat(TableOutcome.settled(found(false), nothingLeft, List.of()).verdict())
        .isEqualTo(Verdict.UNSETTLED);
    assertThat(TableOutcome.settled(found(true), moving, List.of()).verdict())
        .isEqualTo(Verdict.UNSETTLED);
  }

  @Test
  void derivesTheTargetsCountFromTheConfirmedDifferences() {
    RowPair missing = new RowPair(new RowState("x", 1, "v"), RowState.ABSENT);
    SettledRows settled =
        new SettledRows(
            Map.of(RowId.of("1"), missing), Set.of(RowId.of("7"), RowId.of("8"), RowId.of("9")), 7);
    TableOutcome outcome = TableOutcome.settled(found(true), settled, List.of());
    assertThat(outcome.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(outcome.rows()).hasValue(new TableOutcome.Rows(10, 9));
    assertThat(outcome.digests()).isEqualTo(TableDigests.NONE);
  }

  @Test
  void addsToItsFindingsWhatASearchByVectorsAndTheQuarantineAdd() {
    TableOutcome equal = TableOutcome.atRest(SnapshotResult.equal(TEN), 7, List.of());
    RowDifference difference =
        new RowDifference(Map.of("id", "1"), RowDifference.Kind.MISSING_IN_TARGET, List.of());
    RowsLeftOut.Stray stray = new RowsLeftOut.Stray(difference, "v");
    RowsLeftOut leftOut = new RowsLeftOut(3, 2, 1, List.of(stray));
    TableOutcome moving = equal.with(leftOut, List.of(), 1);
    assertThat(moving.verdict()).isEqualTo(Verdict.UNSETTLED);
    assertThat(moving.rows()).hasValue(new TableOutcome.Rows(13, 11));
    assertThat(moving.quarantined()).hasValue(1);
    TableOutcome different = equal.with(leftOut, List.of(stray), 0);
    assertThat(different.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(different.findings()).isEqualTo(new RowFindings(List.of(difference), 1, 0));
    NearestNeighbours searched = new NearestNeighbours("l2", 20, 10, 7, 0, null, null);
    assertThat(equal.with(new NeighbourResult(searched, List.of())).verdict())
        .isEqualTo(Verdict.EQUAL);
    assertThat(equal.with(new NeighbourResult(searched, List.of(difference))).verdict())
        .isEqualTo(Verdict.DIFFERENT);
  }

  private static SnapshotResult found(boolean searchedThrough) {
    return new SnapshotResult(TEN, NINE, Map.of(), searchedThrough);
  }
}
