package io.tributary.validator.ledger;

import io.tributary.common.verdict.RowFindings;
import io.tributary.common.verdict.TableDigests;
import io.tributary.common.verdict.TableVerdict.Scope;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.compare.KeyRange;
import io.tributary.validator.range.RangeFinding;
import io.tributary.validator.range.TableRange;
import io.tributary.validator.verdict.TableOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is kept of a range of a table.
 *
 * @param keys which rows
 * @param equal when all of them were equal; empty where they were not, or moved, or have yet to be
 *     compared
 */
record KeptRange(KeyRange keys, Optional<Equal> equal) {

  /**
   * A comparison that found all rows equal.
   *
   * @param at when
   * @param coversUpTo offset that was applied before they were read
   * @param position of the leader
   * @param millis how long it took
   * @param rows at both ends
   * @param digests where they were taken
   */
  record Equal(
      Instant at,
      long coversUpTo,
      long position,
      long millis,
      TableOutcome.Rows rows,
      TableDigests digests) {}

  static KeptRange of(TableRange range) {
    return new KeptRange(
        range.keys(), range.finding().filter(RangeFinding::equal).flatMap(KeptRange::equal));
  }

  private static Optional<Equal> equal(RangeFinding finding) {
    TableOutcome outcome = finding.outcome();
    return outcome
        .rows()
        .map(
            rows ->
                new Equal(
                    finding.at(),
                    finding.coversUpTo(),
                    outcome.extent().position(),
                    finding.millis(),
                    rows,
                    outcome.digests()));
  }

  /** What it says of the range. */
  TableRange range() {
    return equal
        .map(was -> TableRange.compared(keys, finding(was)))
        .orElse(TableRange.uncompared(keys));
  }

  private static RangeFinding finding(Equal was) {
    TableOutcome outcome =
        new TableOutcome(
            Verdict.EQUAL,
            new TableOutcome.Extent(Scope.FULL, was.position(), true),
            Optional.of(was.rows()),
            was.digests(),
            RowFindings.NONE,
            quarantined(was.rows()),
            Optional.empty());
    return new RangeFinding(
        outcome, was.coversUpTo(), Optional.of(List.of()), was.at(), was.millis());
  }

  /** Of rows that are equal, those in the quarantine are at one end only. */
  private static OptionalLong quarantined(TableOutcome.Rows rows) {
    return rows.same()
        ? OptionalLong.empty()
        : OptionalLong.of(Math.abs(rows.source() - rows.target()));
  }
}
