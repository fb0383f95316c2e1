package io.tributary.validator.watch;

import io.tributary.common.event.RowDifference;
import io.tributary.common.event.TableVerdict.Scope;
import io.tributary.common.event.TableVerdict.Verdict;
import io.tributary.validator.compare.Found;
import io.tributary.validator.compare.Sides;
import io.tributary.validator.settle.Settled;
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
    boolean searchedThrough) {

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
        true);
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
    long unsettled = settled.unsettled() + (searchedAll ? 0 : 1);
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
        searchedAll);
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
        false);
  }

  /** Whether both sides were found equal. */
  public boolean equal() {
    return verdict == Verdict.EQUAL;
  }
}
