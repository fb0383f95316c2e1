package io.tributary.validator.range;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.TableName;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.catalog.KeyColumn;
import io.tributary.validator.catalog.KeyOrder;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.catalog.TableShape;
import io.tributary.validator.changes.DirtyTables;
import io.tributary.validator.changes.Noting;
import io.tributary.validator.compare.KeyRange;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableRangesTest {
  private static final TableName TABLE = new TableName("app", "big");
  private static final KeyRange FIRST = new KeyRange(null, List.of("5"));
  private static final KeyRange SECOND = new KeyRange(List.of("5"), null);
  private static final TableShape SHAPE =
      new TableShape(TABLE, false, List.of("id"), List.of(new KeyColumn("id", "int8", true, "")));
  private static final TablePair PAIR =
      new TablePair(SHAPE, SHAPE, new KeyOrder(true, List.of(false)));

  private static Noting noting() {
    DirtyTables dirty = new DirtyTables(4);
    dirty.begin(TABLE, List.of(TABLE), 10);
    return dirty.lasts(TABLE).orElseThrow();
  }

  private final TableRanges beginning =
      TableRanges.beginning(
          TABLE,
          PAIR,
          List.of(TableRange.uncompared(FIRST), TableRange.uncompared(SECOND)),
          noting());

  private static RangeFinding equal(long rows, long after) {
    return Findings.of(Verdict.EQUAL, rows, 10, after);
  }

  private static Optional<KeyRange> taken(TableRanges ranges) {
    return ranges.take().map(turn -> turn.range().keys());
  }

  @Test
  void eachRangeIsInOneHandAndTheLastOneFoundEndsTheComparison() {
    assertThat(taken(beginning)).contains(FIRST);
    assertThat(taken(beginning)).contains(SECOND);
    assertThat(taken(beginning)).isEmpty();

    assertThat(beginning.found(SECOND, equal(7, 1))).isFalse();
    assertThat(beginning.together()).isEmpty();
    assertThat(beginning.equal()).isEqualTo(1);
    assertThat(beginning.found(FIRST, equal(5, 2))).isTrue();
    assertThat(beginning.together().map(RangeFinding::equal)).contains(true);
  }

  @Test
  void oneThatIsGivenBackIsTakenAgain() {
    assertThat(taken(beginning)).contains(FIRST);

    beginning.giveBack(FIRST);

    assertThat(taken(beginning)).contains(FIRST);
  }

  @Test
  void theLastRangeIsTakenForOthersWhereEnoughAreLeft() {
    assertThat(beginning.open()).isEqualTo(2);
    assertThat(beginning.takeLast(2, 100)).isEmpty();

    assertThat(beginning.takeLast(1, 100).map(turn -> turn.range().keys())).contains(SECOND);

    assertThat(beginning.open()).isEqualTo(1);
    assertThat(beginning.takeLast(1, 100)).isEmpty();
    assertThat(taken(beginning)).contains(FIRST);
  }

  @Test
  void noRangeIsTakenForOthersThatHasGrownOrOfATableThatStandsAsEqual() {
    TableRanges standing =
        TableRanges.standing(
            TABLE,
            PAIR,
            "begun",
            List.of(
                TableRange.compared(FIRST, equal(80, 2)),
                TableRange.compared(SECOND, equal(300, 1))));
    TableRanges anew = TableRanges.beginning(TABLE, PAIR, standing.plan(100), noting());
    standing.beginRound(100);

    assertThat(standing.takeLast(0, 100)).isEmpty();
    assertThat(anew.takeLast(0, 100).map(turn -> turn.range().keys())).contains(FIRST);
    assertThat(anew.takeLast(0, 100)).isEmpty();
  }

  @Test
  void nothingIsLeftOfAComparisonThatEnded() {
    assertThat(beginning.end()).isTrue();
    assertThat(beginning.end()).isFalse();

    assertThat(taken(beginning)).isEmpty();
    assertThat(beginning.found(FIRST, equal(5, 2))).isFalse();
  }

  @Test
  void aComparisonThatGoesOnElsewhereHasOnlyTheOthersToCompare() {
    TableRanges onward =
        TableRanges.goingOn(
            TABLE,
            PAIR,
            "begun",
            List.of(TableRange.compared(FIRST, equal(5, 2)), TableRange.uncompared(SECOND)),
            noting());

    assertThat(taken(onward)).contains(SECOND);
    assertThat(taken(onward)).isEmpty();
    assertThat(onward.found(SECOND, Findings.of(Verdict.EQUAL, 7, 30, 3))).isTrue();
    assertThat(onward.together().orElseThrow().coversUpTo()).isEqualTo(10);
  }

  @Test
  void aRoundTakesTheOldestFirst() {
    TableRanges standing =
        TableRanges.standing(
            TABLE,
            PAIR,
            "begun",
            List.of(
                TableRange.compared(FIRST, equal(80, 2)),
                TableRange.compared(SECOND, equal(70, 1))));
    assertThat(taken(standing)).isEmpty();

    standing.beginRound(100);

    assertThat(taken(standing)).contains(SECOND);
    assertThat(standing.found(SECOND, equal(70, 3))).isFalse();
    standing.giveBack(SECOND);
    standing.beginRound(100);
    assertThat(taken(standing)).as("the round goes on").contains(FIRST);
    assertThat(standing.passed(FIRST)).isTrue();
    assertThat(standing.oldest()).contains(Findings.AT.plusMillis(2));
  }

  @Test
  void aRangeThatIsCutIsAsOldAsItWasUntilItsPartsAreCompared() {
    TableRanges standing =
        TableRanges.standing(
            TABLE, PAIR, "begun", List.of(TableRange.compared(KeyRange.ALL, equal(300, 2))));
    standing.beginRound(100);
    RangeTurn grown = standing.take().orElseThrow();

    RangeTurn first = standing.cut(grown.range(), List.of(FIRST, SECOND));

    assertThat(first.range().keys()).isEqualTo(FIRST);
    assertThat(standing.size()).isEqualTo(2);
    assertThat(standing.oldest()).contains(Findings.AT.plusMillis(2));
    assertThat(standing.together().orElseThrow().outcome().rows()).isEmpty();
    assertThat(taken(standing)).contains(SECOND);
    assertThat(standing.found(FIRST, equal(100, 3))).isFalse();
    assertThat(standing.found(SECOND, equal(200, 4))).isTrue();
    assertThat(standing.oldest()).contains(Findings.AT.plusMillis(3));
  }
}
