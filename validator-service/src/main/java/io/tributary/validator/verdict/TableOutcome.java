package io.tributary.validator.verdict;

import io.tributary.common.verdict.NearestNeighbours;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.RowFindings;
import io.tributary.common.verdict.TableDigests;
import io.tributary.common.verdict.TableVerdict.Scope;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.compare.RowPair;
import io.tributary.validator.compare.SnapshotResult;
import io.tributary.validator.neighbour.NeighbourResult;
import io.tributary.validator.settle.SettledRows;
import io.tributary.validator.source.end.RowsLeftOut;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The outcome of the comparison of a table, before it is given names and times.
 *
 * @param verdict equal or not
 * @param extent what was compared
 * @param rows exact counts; empty when they are unknown
 * @param digests of all rows, where they were taken
 * @param findings the rows that are not equal
 * @param quarantined rows that are in the source's quarantine; empty when the source has none
 * @param neighbours what a search by vectors found; empty when none was made
 */
public record TableOutcome(
    Verdict verdict,
    Extent extent,
    Optional<Rows> rows,
    TableDigests digests,
    RowFindings findings,
    OptionalLong quarantined,
    Optional<NearestNeighbours> neighbours) {
  /**
   * What was compared.
   *
   * @param scope all rows or the changed ones
   * @param position the source's position at which both ends were compared
   * @param searchedThrough whether the search for differences went through to the end
   */
  public record Extent(Scope scope, long position, boolean searchedThrough) {}

  /**
   * Counts of rows that are compared.
   *
   * @param source at the source
   * @param target at the target
   */
  public record Rows(long source, long target) {
    /** Whether both ends have as many. */
    public boolean same() {
      return source == target;
    }

    /** All rows, those that were left out too; the other end has got those that no longer are. */
    Rows with(RowsLeftOut leftOut) {
      long arrived = leftOut.before() - leftOut.rows();
      return leftOut.following()
          ? new Rows(source + arrived, target + leftOut.before())
          : new Rows(source + leftOut.before(), target + arrived);
    }
  }

  /** The comparison could not be made. */
  public static TableOutcome failed() {
    return new TableOutcome(
        Verdict.FAILED,
        new Extent(Scope.FULL, 0, true),
        Optional.empty(),
        TableDigests.NONE,
        RowFindings.NONE,
        OptionalLong.empty(),
        Optional.empty());
  }

  /** Two snapshots that are equal, or are at rest, so that every difference is one. */
  public static TableOutcome atRest(
      SnapshotResult found, long position, List<RowDifference> differences) {
    return of(
        found.equal() ? Verdict.EQUAL : Verdict.DIFFERENT,
        new Extent(Scope.FULL, position, found.searchedThrough()),
        new Rows(found.source().rows(), found.target().rows()),
        new TableDigests(found.source().hex(), found.target().hex()),
        new RowFindings(differences, SnapshotResult.differences(found.differing()), 0));
  }

  /**
   * Two snapshots that differed, and the differing rows once they were settled. The target's count
   * follows from the source's and the confirmed differences; its digest at that moment was never
   * taken, so no digest is given. Where the search ended early some rows were not looked at, and
   * the table is not called equal.
   */
  public static TableOutcome settled(
      SnapshotResult found, SettledRows settled, List<RowDifference> differences) {
    long unsettled = settled.moving().size() + (found.searchedThrough() ? 0L : 1L);
    Verdict verdict =
        !settled.confirmed().isEmpty()
            ? Verdict.DIFFERENT
            : unsettled > 0 ? Verdict.UNSETTLED : Verdict.EQUAL;
    long surplus = settled.confirmed().values().stream().mapToLong(RowPair::surplus).sum();
    long rows = found.source().rows();
    return of(
        verdict,
        new Extent(Scope.FULL, settled.position(), found.searchedThrough()),
        new Rows(rows, rows + surplus),
        TableDigests.NONE,
        new RowFindings(differences, SnapshotResult.differences(settled.confirmed()), unsettled));
  }

  /** The rows that changed since the table was found equal, at rest. */
  public static TableOutcome changedRows(
      Verdict verdict, long position, Rows rows, RowFindings findings) {
    return of(
        verdict,
        new Extent(Scope.CHANGED_SINCE_EQUAL, position, true),
        rows,
        TableDigests.NONE,
        findings);
  }

  /**
   * No row changed since the table was found equal.
   *
   * @param digests of that verdict, which are those of the rows as they still are
   */
  public static TableOutcome unchanged(long position, Rows rows, TableDigests digests) {
    return of(
        Verdict.EQUAL,
        new Extent(Scope.CHANGED_SINCE_EQUAL, position, true),
        rows,
        digests,
        RowFindings.NONE);
  }

  private static TableOutcome of(
      Verdict verdict, Extent extent, Rows rows, TableDigests digests, RowFindings findings) {
    return new TableOutcome(
        verdict,
        extent,
        Optional.of(rows),
        digests,
        findings,
        OptionalLong.empty(),
        Optional.empty());
  }

  /** The same, of which it is known how rows were digested. */
  public TableOutcome digestedBy(String method) {
    return new TableOutcome(
        verdict, extent, rows, digests.by(method), findings, quarantined, neighbours);
  }

  /** The same with a search by vectors: neighbours that differ are differences. */
  public TableOutcome with(NeighbourResult found) {
    return new TableOutcome(
        found.differences().isEmpty() ? verdict : Verdict.DIFFERENT,
        extent,
        rows,
        digests,
        findings.plus(found.differences(), 0),
        quarantined,
        Optional.of(found.result()));
  }

  /**
   * The same with the rows that were left out of the comparison: all count as rows of the end that
   * has them, and what has no counterpart is a difference.
   *
   * @param confirmed strays that are no matter of time
   * @param open how many strays never came to rest
   */
  public TableOutcome with(RowsLeftOut leftOut, List<RowsLeftOut.Stray> confirmed, long open) {
    boolean different = verdict == Verdict.DIFFERENT || !confirmed.isEmpty();
    return new TableOutcome(
        different ? Verdict.DIFFERENT : open > 0 ? Verdict.UNSETTLED : verdict,
        extent,
        rows.map(counted -> counted.with(leftOut)),
        digests,
        findings.plus(confirmed.stream().map(RowsLeftOut.Stray::difference).toList(), open),
        OptionalLong.of(leftOut.quarantined()),
        neighbours);
  }
}
