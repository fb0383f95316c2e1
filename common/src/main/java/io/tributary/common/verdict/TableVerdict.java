package io.tributary.common.verdict;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The verdict of one comparison of one table, both ends at the same stream position. In JSON it is
 * one flat object.
 *
 * @param compared the table
 * @param rows how many rows it has
 * @param verdict equal or not
 * @param position the source's position at which both ends were compared (LSN as a number)
 * @param digests of all rows, where they were taken
 * @param findings the rows that are not equal
 * @param scope whether all rows were compared or those changed since the last equal verdict
 * @param time when it was compared
 * @param blindSpots in what this comparison could not have seen a difference, beyond what none can
 *     see (docs/validation.md)
 * @param neighbours what a search by vectors found at both ends; null when none was made
 */
public record TableVerdict(
    @JsonUnwrapped ComparedTable compared,
    @JsonUnwrapped RowCounts rows,
    Verdict verdict,
    long position,
    @JsonUnwrapped TableDigests digests,
    @JsonUnwrapped RowFindings findings,
    Scope scope,
    @JsonUnwrapped ComparisonTime time,
    List<BlindSpot> blindSpots,
    @Nullable NearestNeighbours neighbours) {

  public TableVerdict {
    blindSpots = blindSpots == null ? List.of() : List.copyOf(blindSpots);
  }

  /** The name of the table at the source, as schema.table. */
  public String table() {
    return compared.table();
  }

  /** Whether all rows were equal but for some that changed in every round. */
  public boolean equalButForMoving() {
    return verdict == Verdict.UNSETTLED && searchedThrough() && findings.differenceCount() == 0;
  }

  /** The same verdict, of which fewer differing rows are described. */
  public TableVerdict describing(int rowsDescribed) {
    return new TableVerdict(
        compared,
        rows,
        verdict,
        position,
        digests,
        findings.first(rowsDescribed),
        scope,
        time,
        blindSpots,
        neighbours);
  }

  /** The same verdict of a comparison that ended at another time. */
  public TableVerdict timed(ComparisonTime other) {
    return new TableVerdict(
        compared, rows, verdict, position, digests, findings, scope, other, blindSpots, neighbours);
  }

  /**
   * The verdict of the same comparison for the stream that goes the other way; of one that found
   * the table equal.
   *
   * @param source the name of that stream
   * @param atPosition a position of that stream at which the table was as it was found here
   */
  public TableVerdict exchanged(String source, long atPosition) {
    return new TableVerdict(
        new ComparedTable(compared.migration(), source, compared.target(), compared.table()),
        rows.exchanged(),
        verdict,
        atPosition,
        digests.exchanged(),
        findings,
        scope,
        time,
        blindSpots,
        null);
  }

  /** Whether the search for differences was not ended early because there were too many. */
  public boolean searchedThrough() {
    return blindSpots.stream().noneMatch(s -> s.kind() == BlindSpot.Kind.UNSEARCHED_ROWS);
  }

  /** The outcome. */
  public enum Verdict {
    /** Counts and digests are equal. */
    EQUAL,
    /** At least one row differs. */
    DIFFERENT,
    /** No difference was confirmed, but some rows never came to rest. */
    UNSETTLED,
    /** The comparison could not be made; the validator's error says why. */
    FAILED
  }

  /** What was compared. */
  public enum Scope {
    /** Every row. */
    FULL,
    /** Rows changed since the table was last found equal, all others stand by that verdict. */
    CHANGED_SINCE_EQUAL
  }
}
