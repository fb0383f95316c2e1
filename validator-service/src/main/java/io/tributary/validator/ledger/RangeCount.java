package io.tributary.validator.ledger;

import io.tributary.validator.range.TableRanges;
import java.util.List;

/**
 * How many ranges there are beyond one for each table.
 *
 * @param cut of the tables that are cut, beyond one for each
 * @param cutAndVerified of those of them that stand as equal, beyond one for each
 * @param soFar ranges of the others that are equal
 */
record RangeCount(int cut, int cutAndVerified, int soFar) {

  /** Those of a ledger. */
  static RangeCount of(Ledger ledger) {
    int cut = 0;
    int verified = 0;
    int soFar = 0;
    List<TableRanges> all = ledger.ranged().all();
    for (TableRanges ranges : all) {
      cut += ranges.size() - 1;
      if (ledger.standsAsEqual(ranges.table())) {
        verified += ranges.size() - 1;
      } else if (ranges.goesOn()) {
        soFar += ranges.equal();
      }
    }
    return new RangeCount(cut, verified, soFar);
  }

  /** All ranges of so many tables. */
  int all(int tables) {
    return tables + cut;
  }

  /** Those that stand as equal, so many tables doing so. */
  int verified(int tables) {
    return tables + cutAndVerified + soFar;
  }
}
