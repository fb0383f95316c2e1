package io.tributary.validator.range;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.compare.KeyRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableRangeTest {
  private static final List<String> FIVE = List.of("5");
  private static final List<String> NINE = List.of("9");
  private static final KeyRange FIRST = new KeyRange(null, FIVE);
  private static final KeyRange SECOND = new KeyRange(FIVE, NINE);
  private static final KeyRange THIRD = new KeyRange(NINE, null);

  private static TableRange of(KeyRange keys, long rows) {
    return TableRange.compared(keys, Findings.of(Verdict.EQUAL, rows, 10, rows));
  }

  @Test
  void rangesHoldAllKeysOnlyWithoutGapAndInOrder() {
    TableRange first = TableRange.uncompared(FIRST);
    TableRange second = TableRange.uncompared(SECOND);
    TableRange third = TableRange.uncompared(THIRD);

    assertThat(TableRange.holdAllKeys(List.of(first, second, third))).isTrue();
    assertThat(TableRange.holdAllKeys(List.of(TableRange.uncompared(KeyRange.ALL)))).isTrue();
    assertThat(TableRange.holdAllKeys(List.of())).isFalse();
    assertThat(TableRange.holdAllKeys(List.of(first, third))).isFalse();
    assertThat(TableRange.holdAllKeys(List.of(second, third))).isFalse();
    assertThat(TableRange.holdAllKeys(List.of(first, second))).isFalse();
    assertThat(TableRange.holdAllKeys(List.of(first, third, second))).isFalse();
  }

  @Test
  void neighboursThatHaveBecomeSmallAreJoinedWithWhatWasFoundOfThem() {
    List<TableRange> joined =
        TableRange.joined(List.of(of(FIRST, 20), of(SECOND, 30), of(THIRD, 40)), 100);

    assertThat(joined)
        .extracting(TableRange::keys)
        .containsExactly(new KeyRange(null, NINE), THIRD);
    assertThat(joined.get(0).rows()).hasValue(50);
    assertThat(joined.get(0).finding().orElseThrow().at())
        .as("the older one")
        .isEqualTo(Findings.AT.plusMillis(20));
  }

  @Test
  void aRangeOfWhichNobodyKnowsItsSizeIsNotJoined() {
    List<TableRange> ranges = List.of(of(FIRST, 20), TableRange.uncompared(SECOND), of(THIRD, 1));

    assertThat(TableRange.joined(ranges, 100)).isEqualTo(ranges);
  }

  @Test
  void aRangeHasGrownWithMoreThanTwiceItsRows() {
    assertThat(of(FIRST, 200).grown(100)).isFalse();
    assertThat(of(FIRST, 201).grown(100)).isTrue();
    assertThat(TableRange.uncompared(FIRST).grown(100)).isFalse();
  }
}
