package io.tributary.validator.source.end;

import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.RowDifference.Kind;
import java.util.List;

/**
 * The rows of a table of a source that are left out of its comparison, because they are in the
 * target's quarantine or should be.
 *
 * @param before rows left out when the table was first held
 * @param rows rows left out now
 * @param quarantined those of them that are in the quarantine; the others are strays
 * @param strays rows and entries without counterpart
 * @param following whether the source is the end that follows
 */
public record RowsLeftOut(
    long before, long rows, long quarantined, List<Stray> strays, boolean following) {
  /** No rows are left out. */
  public static final RowsLeftOut NONE = new RowsLeftOut(0, 0, 0, List.of());

  public RowsLeftOut {
    strays = List.copyOf(strays);
  }

  /** Rows of a source that leads. */
  public RowsLeftOut(long before, long rows, long quarantined, List<Stray> strays) {
    this(before, rows, quarantined, strays, false);
  }

  /** The same rows where the source follows: what it has too many is too many at the follower. */
  public RowsLeftOut exchanged() {
    return new RowsLeftOut(
        before, rows, quarantined, strays.stream().map(Stray::exchanged).toList(), !following);
  }

  /**
   * A row that cannot be converted and is not in the quarantine, or an entry of the quarantine
   * without a row in the source.
   *
   * @param difference how it is reported
   * @param version changes with every change of the row or the entry
   */
  public record Stray(RowDifference difference, String version) {
    private Stray exchanged() {
      return new Stray(
          new RowDifference(
              difference.key(),
              difference.kind() == Kind.MISSING_IN_TARGET
                  ? Kind.EXTRA_IN_TARGET
                  : Kind.MISSING_IN_TARGET,
              difference.columns(),
              difference.reason()),
          version);
    }
  }
}
