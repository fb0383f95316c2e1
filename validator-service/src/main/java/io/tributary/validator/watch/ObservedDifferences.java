package io.tributary.validator.watch;

import io.tributary.common.verdict.RowFindings;
import io.tributary.common.verdict.TableVerdict;
import java.util.List;

/**
 * How many differing rows the observed topic has of each table. It is for decisions, and a repair
 * is one: so the tables that differ share as many rows as one verdict describes, and each has a few
 * at least. All of each table are on the validation topic. Pure.
 */
final class ObservedDifferences {
  private static final int FEWEST = 3;

  private ObservedDifferences() {}

  /** The verdicts with so many. */
  static List<TableVerdict> of(List<TableVerdict> verdicts) {
    long differing =
        verdicts.stream().filter(verdict -> !verdict.findings().differences().isEmpty()).count();
    int most = (int) Math.max(FEWEST, RowFindings.MOST / Math.max(1, differing));
    return verdicts.stream().map(verdict -> verdict.describing(most)).toList();
  }
}
