package io.tributary.validator.range;

import io.tributary.validator.compare.KeyRange;
import io.tributary.validator.verdict.TableOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A range of a table's rows that is compared in a snapshot of its own.
 *
 * @param keys which rows
 * @param rows how many there were when they were compared last; empty where nobody counted them
 * @param finding what was found of them; empty where they have yet to be compared
 */
public record TableRange(KeyRange keys, OptionalLong rows, Optional<RangeFinding> finding) {

  /** A range that has yet to be compared. */
  public static TableRange uncompared(KeyRange keys) {
    return new TableRange(keys, OptionalLong.empty(), Optional.empty());
  }

  /** A range that was compared. */
  public static TableRange compared(KeyRange keys, RangeFinding finding) {
    Optional<TableOutcome.Rows> rows = finding.outcome().rows();
    return new TableRange(
        keys,
        rows.isPresent() ? OptionalLong.of(rows.get().source()) : OptionalLong.empty(),
        Optional.of(finding));
  }

  /** The same range, which is to be compared once more. */
  TableRange again() {
    return new TableRange(keys, rows, Optional.empty());
  }

  /** Whether it holds so many rows that it is better cut. */
  public boolean grown(int rowsPerRange) {
    return rows.orElse(0) > 2L * rowsPerRange;
  }

  /** Whether these ranges hold each key once, in their order. */
  public static boolean holdAllKeys(List<TableRange> ranges) {
    if (ranges.isEmpty()
        || ranges.get(0).keys.after() != null
        || ranges.get(ranges.size() - 1).keys.upTo() != null) {
      return false;
    }
    for (int i = 1; i < ranges.size(); i++) {
      List<String> end = ranges.get(i - 1).keys.upTo();
      if (end == null || !end.equals(ranges.get(i).keys.after())) {
        return false;
      }
    }
    return true;
  }

  /**
   * The same keys in fewer ranges: neighbours are joined that hold no more than half of the rows of
   * a range together. What was found of both holds for the range that they become.
   */
  static List<TableRange> joined(List<TableRange> ranges, int rowsPerRange) {
    List<TableRange> joined = new ArrayList<>();
    for (TableRange next : ranges) {
      int last = joined.size() - 1;
      if (last >= 0 && joined.get(last).fits(next, rowsPerRange)) {
        joined.set(last, joined.get(last).with(next));
      } else {
        joined.add(next);
      }
    }
    return joined;
  }

  private boolean fits(TableRange next, int rowsPerRange) {
    return rows.isPresent()
        && next.rows.isPresent()
        && rows.getAsLong() + next.rows.getAsLong() <= rowsPerRange / 2
        && finding.isPresent() == next.finding.isPresent();
  }

  private TableRange with(TableRange next) {
    return new TableRange(
        new KeyRange(keys.after(), next.keys.upTo()),
        OptionalLong.of(rows.orElse(0) + next.rows.orElse(0)),
        finding.flatMap(
            one -> next.finding.map(other -> RangeFinding.together(List.of(one, other)))));
  }
}
