package io.tributary.validator.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.TableVerdict.Verdict;
import io.tributary.validator.compare.Digest;
import io.tributary.validator.compare.Found;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.compare.RowState;
import io.tributary.validator.compare.Sides;
import io.tributary.validator.settle.Settled;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  private static final Digest TEN = new Digest(10, BigInteger.ONE, BigInteger.ONE);
  private static final Digest NINE = new Digest(9, BigInteger.TWO, BigInteger.ONE);
  private static final Found FOUND = new Found(TEN, NINE, Map.of());

  @Test
  void isEqualOnlyWhenEveryDifferingRowWasLookedAtAndSettled() {
    Settled nothingLeft = new Settled(Map.of(), Set.of(), 7);
    assertThat(Outcome.settled(FOUND, nothingLeft, List.of(), true).verdict())
        .isEqualTo(Verdict.EQUAL);
    assertThat(Outcome.settled(FOUND, nothingLeft, List.of(), false).verdict())
        .isEqualTo(Verdict.UNSETTLED);
    assertThat(
            Outcome.settled(FOUND, new Settled(Map.of(), Set.of(RowId.of("9")), 7), List.of(), true)
                .verdict())
        .isEqualTo(Verdict.UNSETTLED);
  }

  @Test
  void derivesTheTargetsCountFromTheConfirmedDifferences() {
    Sides missing = new Sides(new RowState("x", 1, "v"), RowState.ABSENT);
    Settled settled =
        new Settled(
            Map.of(RowId.of("1"), missing), Set.of(RowId.of("7"), RowId.of("8"), RowId.of("9")), 7);
    Outcome outcome = Outcome.settled(FOUND, settled, List.of(), true);
    assertThat(outcome.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(outcome.sourceRows()).isEqualTo(10);
    assertThat(outcome.targetRows()).isEqualTo(9);
    assertThat(outcome.sourceDigest()).isNull();
  }
}
