package io.tributary.common.verdict;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a table that are not equal.
 *
 * @param differences the first differing rows, at most {@link #MOST}
 * @param differenceCount how many rows differ
 * @param unsettledRows rows that changed so often that they were never seen at rest; 0 behind a
 *     fence
 */
public record RowFindings(
    List<RowDifference> differences, long differenceCount, long unsettledRows) {
  /** The most differing rows that are described. */
  public static final int MOST = 100;

  /** All rows are equal. */
  public static final RowFindings NONE = new RowFindings(List.of(), 0, 0);

  public RowFindings {
    differences = List.copyOf(differences);
  }

  /** These findings and further ones. */
  public RowFindings plus(List<RowDifference> further, long unsettled) {
    List<RowDifference> all = new ArrayList<>(differences);
    further.stream().limit(MOST - all.size()).forEach(all::add);
    return new RowFindings(all, differenceCount + further.size(), unsettledRows + unsettled);
  }

  /** The same rows, of which fewer are described. */
  public RowFindings first(int most) {
    return new RowFindings(
        differences.stream().limit(most).toList(), differenceCount, unsettledRows);
  }
}
