package io.tributary.validator.watch;

import io.tributary.common.event.NearestNeighbours;
import io.tributary.common.event.RowDifference;
import io.tributary.common.event.TableVerdict.Scope;
import io.tributary.common.event.TableVerdict.Verdict;
import io.tributary.validator.compare.Found;
import io.tributary.validator.compare.Sides;
import io.tributary.validator.neighbour.Neighbours;
import io.tributary.validator.settle.Settled;
import io.tributary.validator.source.Aside;
import java.util.ArrayList;
import java.util.List;

/**
 * What a comparison of one table came to, before it is given names and times.
 *
 * @param verdict the verdict
 * @param scope all rows or the changed ones
 * @param position the source's position at which both sides were compared
 * @param sourceRows exact count, -1 when unknown
 * @param targetRows exact count, -1 when unknown
 * @param sourceDigest null without a full digest at that position
 * @param targetDigest the same of the target
 * @param differences the first of them
 * @param differenceCount all of them
 * @param unsettled rows that never came to rest
 * @param searchedThrough whether the search for differences went through to the end
 * @param quarantined rows that are in the quarantine, -1 when the source has none
 * @param neighbours what a search by vectors found; null when none was made
 */
public record Outcome(
    Verdict verdict,
    Scope scope,
    long position,
    long sourceRows,
    long targetRows,
    String sourceDigest,
    String targetDigest,
    List<RowDifference> differences,
    long differenceCount,
    long unsettled,
    boolean searchedThrough,
    long quarantined,
    NearestNeighbours neighbours) {
  private static final long NO_QUARANTINE = -1;
  private static final int MOST = 100;

  /** An outcome of a search that went through to the end. */
  public Outcome(
      Verdict verdict,
      Scope scope,
      long position,
      long sourceRows,
      long targetRows,
      String sourceDigest,
      String targetDigest,
      List<RowDifference> differences,
      long differenceCount,
      long unsettled) {
    this(
        verdict,
        scope,
        position,
        sourceRows,
        targetRows,
        sourceDigest,
        targetDigest,
        differences,
        differenceCount,
        unsettled,
        true,
        NO_QUARANTINE,
        null);
  }

  /** The comparison could not be made. */
  public static Outcome failed() {
    return new Outcome(Verdict.FAILED, Scope.FULL, 0, -1, -1, null, null, List.of(), 0, 0);
  }

  /** Two snapshots held the same rows. */
  public static Outcome equal(Found found, long position) {
    return of(found, position, List.of(), 0);
  }

  /** Two snapshots at rest, so that every difference is one. */
  public static Outcome of(
      Found found, long position, List<RowDifference> differences, long differenceCount) {
    return new Outcome(
        found.equal() ? Verdict.EQUAL : Verdict.DIFFERENT,
        Scope.FULL,
        position,
        found.source().rows(),
        found.target().rows(),
        found.source().hex(),
        found.target().hex(),
        differences,
        differenceCount,
        0);
  }

  /**
   * Two snapshots that differed, and what became of the differing rows. The target's count follows
   * from the source's and the confirmed differences; its digest at that moment was never taken, so
   * no digest is given.
   *
   * @param searchedAll whether the search went through to the end; otherwise there are rows that
   *     nobody looked at, and the table is not called equal
   */
  public static Outcome settled(
      Found found, Settled settled, List<RowDifference> differences, boolean searchedAll) {
    long unsettled = settled.moving().size() + (searchedAll ? 0 : 1);
    Verdict verdict =
        !settled.confirmed().isEmpty()
            ? Verdict.DIFFERENT
            : unsettled > 0 ? Verdict.UNSETTLED : Verdict.EQUAL;
    long surplus = settled.confirmed().values().stream().mapToLong(Sides::surplus).sum();
    long count = settled.confirmed().values().stream().mapToLong(Sides::differences).sum();
    long rows = found.source().rows();
    return new Outcome(
        verdict,
        Scope.FULL,
        settled.position(),
        rows,
        rows + surplus,
        null,
        null,
        differences,
        count,
        unsettled,
        searchedAll,
        NO_QUARANTINE,
        null);
  }

  /** The same, of a search that ended early because there were too many differing rows. */
  public Outcome endedEarly() {
    return new Outcome(
        verdict,
        scope,
        position,
        sourceRows,
        targetRows,
        sourceDigest,
        targetDigest,
        differences,
        differenceCount,
        unsettled,
        false,
        quarantined,
        neighbours);
  }

  /** The same with a search by vectors: neighbours that differ are differences. */
  public Outcome with(Neighbours found) {
    List<RowDifference> all = new ArrayList<>(differences);
    found.differences().stream().limit(MOST - all.size()).forEach(all::add);
    return new Outcome(
        found.differences().isEmpty() ? verdict : Verdict.DIFFERENT,
        scope,
        position,
        sourceRows,
        targetRows,
        sourceDigest,
        targetDigest,
        all,
        differenceCount + found.differences().size(),
        unsettled,
        searchedThrough,
        quarantined,
        found.result());
  }

  /**
   * The same with the rows that were left out of the comparison: all count as rows of the source,
   * and what has no counterpart is a difference.
   *
   * @param confirmed strays that are no matter of time
   * @param open strays that never came to rest
   */
  public Outcome with(Aside aside, List<Aside.Stray> confirmed, long open) {
    if (!aside.kept()) {
      return this;
    }
    List<RowDifference> all = new ArrayList<>(differences);
    confirmed.stream().map(Outcome::difference).limit(MOST - all.size()).forEach(all::add);
    boolean different = verdict == Verdict.DIFFERENT || !confirmed.isEmpty();
    Verdict together = different ? Verdict.DIFFERENT : open > 0 ? Verdict.UNSETTLED : verdict;
    return new Outcome(
        together,
        scope,
        position,
        sourceRows + aside.before(),
        targetRows + aside.before() - aside.rows(),
        sourceDigest,
        targetDigest,
        all,
        differenceCount + confirmed.size(),
        unsettled + open,
        searchedThrough,
        aside.quarantined(),
        neighbours);
  }

  private static RowDifference difference(Aside.Stray stray) {
    return new RowDifference(
        stray.key(),
        stray.entry() ? RowDifference.Kind.EXTRA_IN_TARGET : RowDifference.Kind.MISSING_IN_TARGET,
        stray.column() == null ? List.of() : List.of(stray.column()),
        stray.reason());
  }

  /** Whether both sides were found equal. */
  public boolean equal() {
    return verdict == Verdict.EQUAL;
  }
}
