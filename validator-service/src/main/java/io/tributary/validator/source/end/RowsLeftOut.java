package io.tributary.validator.source.end;

import io.tributary.common.verdict.RowDifference;
import java.util.List;

/**
 * The rows of a table that are left out of its comparison, because they are in the target's
 * quarantine or should be.
 *
 * @param before rows left out when the table was first held
 * @param rows rows left out now
 * @param quarantined those of them that are in the quarantine; the others are strays
 * @param strays rows and entries without counterpart
 */
public record RowsLeftOut(long before, long rows, long quarantined, List<Stray> strays) {
  /** No rows are left out. */
  public static final RowsLeftOut NONE = new RowsLeftOut(0, 0, 0, List.of());

  public RowsLeftOut {
    strays = List.copyOf(strays);
  }

  /**
   * A row that cannot be converted and is not in the quarantine, or an entry of the quarantine
   * without a row in the source.
   *
   * @param difference how it is reported
   * @param version changes with every change of the row or the entry
   */
  public record Stray(RowDifference difference, String version) {}
}
