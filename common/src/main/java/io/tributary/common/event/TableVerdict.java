package io.tributary.common.event;

import java.time.Instant;
import java.util.List;

/**
 * What one comparison of one table found, both sides at the same stream position.
 *
 * @param table the table at the source
 * @param target the table at the target
 * @param sourceRows exact count at the position
 * @param targetRows exact count at the position
 * @param quarantinedRows rows set aside because they could not be converted
 * @param verdict equal or not
 * @param position the source's position at which both sides were compared (LSN as a number)
 * @param sourceDigest order-independent digest of all rows, 128 bits in hexadecimal, null when the
 *     verdict was reached without a full digest
 * @param targetDigest the same of the target
 * @param differences the first differing rows, at most 100
 * @param differenceCount all of them
 * @param unsettledRows rows that changed so often that they were never seen at rest; 0 behind a
 *     fence
 * @param scope whether all rows were compared or those changed since the last equal verdict
 * @param comparedAt when the comparison ended
 * @param durationMillis how long it took
 * @param blindSpots in what this comparison could not have seen a difference, beyond what none can
 *     see (docs/validation.md)
 * @param neighbours what a search by vectors found at both ends; null when none was made
 */
public record TableVerdict(
    String migration,
    String source,
    String table,
    String target,
    long sourceRows,
    long targetRows,
    long quarantinedRows,
    Verdict verdict,
    long position,
    String sourceDigest,
    String targetDigest,
    List<RowDifference> differences,
    long differenceCount,
    long unsettledRows,
    Scope scope,
    Instant comparedAt,
    long durationMillis,
    List<BlindSpot> blindSpots,
    NearestNeighbours neighbours) {

  public TableVerdict {
    differences = List.copyOf(differences);
    blindSpots = blindSpots == null ? List.of() : List.copyOf(blindSpots);
  }

  /** A verdict without a search by vectors. */
  public TableVerdict(
      String migration,
      String source,
      String table,
      String target,
      long sourceRows,
      long targetRows,
      long quarantinedRows,
      Verdict verdict,
      long position,
      String sourceDigest,
      String targetDigest,
      List<RowDifference> differences,
      long differenceCount,
      long unsettledRows,
      Scope scope,
      Instant comparedAt,
      long durationMillis,
      List<BlindSpot> blindSpots) {
    this(
        migration,
        source,
        table,
        target,
        sourceRows,
        targetRows,
        quarantinedRows,
        verdict,
        position,
        sourceDigest,
        targetDigest,
        differences,
        differenceCount,
        unsettledRows,
        scope,
        comparedAt,
        durationMillis,
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
