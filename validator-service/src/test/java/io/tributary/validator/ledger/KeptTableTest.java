package io.tributary.validator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.TableName;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.compare.KeyRange;
import io.tributary.validator.range.Findings;
import io.tributary.validator.range.RangeFinding;
import io.tributary.validator.range.TableRange;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class KeptTableTest {
  private static final KeyRange FIRST = new KeyRange(null, List.of("5"));
  private static final KeyRange SECOND = new KeyRange(List.of("5"), null);

  private static KeptTable with(Optional<String> begun, List<KeptRange> ranges) {
    return new KeptTable(
        new TableName("app", "big"),
        "shape",
        OptionalLong.of(9),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        begun,
        ranges);
  }

  private static KeptRange kept(KeyRange keys, Verdict verdict) {
    return KeptRange.of(TableRange.compared(keys, Findings.of(verdict, 5, 7, 2)));
  }

  @Test
  void keepsOfARangeThatWasEqualWhatWasFoundOfIt() {
    TableRange known =
        with(
                Optional.of("begun"),
                List.of(kept(FIRST, Verdict.EQUAL), kept(SECOND, Verdict.UNSETTLED)))
            .known()
            .get(0);

    assertThat(known).isEqualTo(TableRange.compared(FIRST, Findings.of(Verdict.EQUAL, 5, 7, 2)));
  }

  @Test
  void keepsHowManyRowsOfARangeAreInTheQuarantine() {
    RangeFinding found = Findings.with(Findings.of(Verdict.EQUAL, 5, 7, 2), 3);

    TableRange known =
        with(
                Optional.of("begun"),
                List.of(
                    KeptRange.of(TableRange.compared(FIRST, found)), kept(SECOND, Verdict.EQUAL)))
            .known()
            .get(0);

    assertThat(known).isEqualTo(TableRange.compared(FIRST, found));
  }

  @Test
  void keepsNothingOfARangeThatDifferedOrMoved() {
    assertThat(
            with(
                    Optional.of("begun"),
                    List.of(kept(FIRST, Verdict.DIFFERENT), kept(SECOND, Verdict.UNSETTLED)))
                .known())
        .containsExactly(TableRange.uncompared(FIRST), TableRange.uncompared(SECOND));
  }

  @Test
  void saysNothingOfATableOfWhichARangeIsMissing() {
    assertThat(with(Optional.of("begun"), List.of(kept(FIRST, Verdict.EQUAL))).known()).isEmpty();
    assertThat(with(Optional.empty(), List.of()).known()).isEmpty();
  }
}
