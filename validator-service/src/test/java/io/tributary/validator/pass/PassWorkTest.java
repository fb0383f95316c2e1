package io.tributary.validator.pass;

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
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.catalog.TableShape;
import io.tributary.validator.changes.LiveChanges;
import io.tributary.validator.compare.KeyRange;
import io.tributary.validator.config.ValidatorLimits;
import io.tributary.validator.ledger.Ledger;
import io.tributary.validator.load.LoadLimit;
import io.tributary.validator.range.Findings;
import io.tributary.validator.range.TableRange;
import io.tributary.validator.range.TableRanges;
import io.tributary.validator.verdict.StandingVerdicts.Standing;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PassWorkTest {
  private static final TableName BIG = new TableName("app", "big");
  private static final TableName SMALL = new TableName("app", "small");
  private static final List<KeyRange> HALVES =
      List.of(new KeyRange(null, List.of("5")), new KeyRange(List.of("5"), null));

  private final AtomicLong nanos = new AtomicLong();
  private final LoadLimit scrub = new LoadLimit(nanos::get, nanos::addAndGet);
  private final Ledger ledger =
      new Ledger(
          new ValidatorLimits(12, 100, 100, 2_000, 2_000, 1_000, 20, 1, 1_000),
          new LiveChanges(
              dirty -> {
                throw new IllegalStateException("nothing is to be read");
              }),
          Clock.systemUTC());
  private final PassWork work = new PassWork(ledger, scrub);

  private static TablePair pair(TableName table) {
    TableShape shape =
        new TableShape(table, false, List.of("id"), List.of(new KeyColumn("id", "int8", true, "")));
    return new TablePair(shape, shape, new KeyOrder(true, List.of(false)));
  }

  private void standsAsEqual(TableName table) {
    TableVerdict verdict =
        new TableVerdict(
            new ComparedTable("m", "s", table.display(), table.display()),
            new RowCounts(10, 10, 0),
            Verdict.EQUAL,
            7,
            TableDigests.NONE,
            RowFindings.NONE,
            TableVerdict.Scope.FULL,
            ComparisonTime.ofAllRows(Instant.EPOCH, 5),
            List.of(),
            null);
    ledger.verdicts().put(table, new Standing(verdict, Optional.of(pair(table))));
  }

  private TableRanges comparing(TableName table) {
    ledger.changes().dirty().begin(table, List.of(table), 10);
    TableRanges ranges =
        TableRanges.beginning(
            table,
            pair(table),
            HALVES.stream().map(TableRange::uncompared).toList(),
            ledger.changes().dirty().lasts(table).orElseThrow());
    ledger.ranged().put(ranges);
    return ranges;
  }

  private Optional<String> taken() {
    return work.take()
        .map(
            turn ->
                turn.table().name()
                    + turn.range().map(range -> " " + range.range().keys()).orElse(""));
  }

  @Test
  void rangesOfAComparisonThatGoesOnComeBeforeOtherTables() {
    work.begin(List.of(BIG, SMALL));
    TableRanges ranges = comparing(BIG);

    assertThat(taken()).contains("big " + HALVES.get(0));
    assertThat(taken()).contains("big " + HALVES.get(1));
    assertThat(work.goesOn()).isTrue();
    ranges.end();
    assertThat(taken()).as("the table itself had its turn").contains("small");
    assertThat(taken()).isEmpty();
  }

  @Test
  void aTableThatIsRequestedComesFirstUnlessItsComparisonGoesOn() {
    work.begin(List.of());
    TableRanges ranges = comparing(BIG);
    ledger.requests().add(BIG);
    ledger.requests().add(SMALL);

    assertThat(taken()).contains("small");
    assertThat(taken()).contains("big " + HALVES.get(0));
    ranges.end();
    assertThat(taken()).contains("big");
  }

  @Test
  void whatStandsAsEqualIsComparedAgainNoFasterThanTheLimitSaysAndAllElseIsNotHeldUp() {
    standsAsEqual(SMALL);
    scrub.set(10);
    work.begin(List.of(SMALL));
    PassWork.Turn first = work.take().orElseThrow();
    assertThat(first.scrub()).isTrue();
    work.done(first, 20);

    work.begin(List.of(SMALL, BIG));
    assertThat(taken()).contains("big");
    assertThat(taken()).isEmpty();
    assertThat(work.left()).isFalse();
    assertThat(work.goesOn()).isTrue();
    ledger.requests().add(SMALL);
    assertThat(work.take().orElseThrow().scrub()).isFalse();
    work.done(new PassWork.Turn(SMALL, true, Optional.empty(), false), 20);

    nanos.addAndGet(2_000_000_000L);
    assertThat(work.left()).isTrue();
    assertThat(taken()).contains("small");
  }

  @Test
  void rangesOfATableThatStandsAsEqualAreHeldToItToo() {
    standsAsEqual(BIG);
    TableRanges standing =
        TableRanges.standing(
            BIG,
            pair(BIG),
            "begun",
            HALVES.stream()
                .map(keys -> TableRange.compared(keys, Findings.of(Verdict.EQUAL, 900, 1, 1)))
                .toList());
    ledger.ranged().put(standing);
    standing.beginRound(1_000);
    scrub.set(100);

    PassWork.Turn first = work.take().orElseThrow();
    assertThat(first.range()).isPresent();
    work.done(first, 1_800);
    assertThat(taken()).isEmpty();
    nanos.addAndGet(18_000_000_000L);
    assertThat(taken()).contains("big " + HALVES.get(1));
  }
}
