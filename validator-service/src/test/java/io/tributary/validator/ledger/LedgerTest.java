package io.tributary.validator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.TableName;
import io.tributary.common.verdict.ComparedTable;
import io.tributary.common.verdict.ComparisonTime;
import io.tributary.common.verdict.RowCounts;
import io.tributary.common.verdict.RowFindings;
import io.tributary.common.verdict.TableDigests;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.catalog.KeyColumn;
import io.tributary.validator.catalog.KeyOrder;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.catalog.TableShape;
import io.tributary.validator.changes.LiveChanges;
import io.tributary.validator.compare.KeyRange;
import io.tributary.validator.config.ValidatorLimits;
import io.tributary.validator.digest.ServerText;
import io.tributary.validator.range.Findings;
import io.tributary.validator.range.TableRange;
import io.tributary.validator.range.TableRanges;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final TableName TABLE = new TableName("app", "big");
  private static final TablePair PAIR = new TablePair(shape("app"), shape("moved"), order());
  private static final TableMap MAP =
      new TableMap(
          Map.of(TABLE, PAIR),
          Map.of(),
          Map.of(TABLE, PAIR.target().table()),
          Map.of(),
          ServerText.of("UTF8"),
          ServerText.of("UTF8"));

  private final Ledger ledger =
      new Ledger(
          new ValidatorLimits(12, 100, 100, 2_000, 2_000, 1_000, 20, 1, 1_000_000),
          new LiveChanges(
              dirty -> {
                throw new IllegalStateException("nothing is to be read");
              }),
          Clock.systemUTC());

  private static TableShape shape(String schema) {
    return new TableShape(
        new TableName(schema, "big"),
        false,
        List.of("id"),
        List.of(new KeyColumn("id", "int8", true, "")));
  }

  private static KeyOrder order() {
    return new KeyOrder(true, List.of(false));
  }

  private static TableVerdict unsettled() {
    return new TableVerdict(
        new ComparedTable("m", "s", "app.big", "moved.big"),
        new RowCounts(3_000, 3_000, 0),
        Verdict.UNSETTLED,
        7,
        TableDigests.NONE,
        new RowFindings(List.of(), 0, 1),
        TableVerdict.Scope.FULL,
        ComparisonTime.ofAllRows(Instant.EPOCH, 5),
        List.of(),
        null);
  }

  private void compared(Optional<List<Map<String, String>>> moving) {
    ledger.retain(MAP.targets().keySet());
    ledger.changes().dirty().begin(TABLE, List.of(TABLE), 100);
    ledger.compared(MAP, TABLE, unsettled(), OptionalLong.of(5), moving);
  }

  @Test
  void aTableWhoseMovingRowsAreNotedStandsAsEqualButForThem() {
    compared(Optional.of(List.of(Map.of("id", "1"))));

    assertThat(ledger.observed().verified()).isEqualTo(1);
    assertThat(ledger.changedSinceEqual(TABLE, PAIR).keys()).containsExactly(Map.of("id", "1"));
  }

  @Test
  void aTableOfWhichNobodyKnowsWhatMovesIsNotEqualAndNotComparedAgainAndAgainForIt() {
    compared(Optional.empty());

    assertThat(ledger.observed().verified()).isZero();
    assertThat(ledger.changedSinceEqual(TABLE, PAIR).beyondKeys()).isTrue();
    ledger.requestChanged();
    assertThat(ledger.observed().anew()).isZero();
  }

  @Test
  void rangesThatAreEqualCountBeforeTheirTableDoes() {
    KeyRange first = new KeyRange(null, List.of("5"));
    KeyRange second = new KeyRange(List.of("5"), null);
    ledger.retain(MAP.targets().keySet());
    ledger.changes().dirty().begin(TABLE, List.of(TABLE), 100);
    TableRanges ranges =
        TableRanges.beginning(
            TABLE,
            PAIR,
            List.of(TableRange.uncompared(first), TableRange.uncompared(second)),
            ledger.changes().dirty().lasts(TABLE).orElseThrow());
    assertThat(ledger.observed().ranges()).as("a table that is not cut").isEqualTo(1);
    ledger.ranged().put(ranges);

    ranges.found(first, Findings.of(Verdict.EQUAL, 5, 5, 1));
    assertThat(ledger.observed().ranges()).isEqualTo(2);
    assertThat(ledger.observed().verifiedRanges()).isEqualTo(1);
    assertThat(ledger.observed().verified()).isZero();

    ledger.compared(MAP, TABLE, unsettled(), OptionalLong.of(5), Optional.of(List.of()));
    assertThat(ledger.observed().verifiedRanges()).isEqualTo(2);
    assertThat(ledger.observed().verified()).isEqualTo(1);
    assertThat(ranges.goesOn()).isFalse();
  }
}
