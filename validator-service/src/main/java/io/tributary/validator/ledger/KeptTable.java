package io.tributary.validator.ledger;

import io.tributary.common.model.TableName;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.range.TableRange;
import io.tributary.validator.range.TableRanges;
import io.tributary.validator.source.end.Checkpoint;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is kept of one table that was found equal, or of whose ranges some were.
 *
 * @param table at the leader
 * @param shape digest of the columns and keys of both tables
 * @param comparedUpTo offset up to which all its changes were compared; empty where it is so small
 *     that it is compared as a whole in any case
 * @param fenceToken the last that the follower had passed
 * @param cutoverId the cutover that had begun, if any
 * @param verdict the latest; empty while its ranges are being compared for the first time
 * @param begun the comparison that its ranges belong to; empty where it is compared as a whole
 * @param ranges in the order of the key
 */
record KeptTable(
    TableName table,
    String shape,
    OptionalLong comparedUpTo,
    Optional<String> fenceToken,
    Optional<String> cutoverId,
    Optional<TableVerdict> verdict,
    Optional<String> begun,
    List<KeptRange> ranges) {

  /** Of a table that is known to be equal. */
  static KeptTable of(
      KnownTable known, long restart, Checkpoint applied, Optional<String> cutoverId) {
    return new KeptTable(
        known.table(),
        known.pair().fingerprint(restart),
        known.comparedUpTo(),
        applied.fenceToken(),
        cutoverId,
        Optional.of(known.verdict()),
        Optional.empty(),
        List.of());
  }

  /** Of a table whose ranges are being compared for the first time. */
  static KeptTable of(
      TableRanges ranges,
      long comparedUpTo,
      long restart,
      Checkpoint applied,
      Optional<String> cutoverId) {
    return new KeptTable(
            ranges.table(),
            ranges.pair().fingerprint(restart),
            OptionalLong.of(comparedUpTo),
            applied.fenceToken(),
            cutoverId,
            Optional.empty(),
            Optional.empty(),
            List.of())
        .with(ranges);
  }

  /** The same with ranges. */
  KeptTable with(TableRanges now) {
    return new KeptTable(
        table,
        shape,
        comparedUpTo,
        fenceToken,
        cutoverId,
        verdict,
        Optional.of(now.begun()),
        now.ranges().stream().map(KeptRange::of).toList());
  }

  /** What it says of the tables as they are now; empty where they have no verdict. */
  Optional<KnownTable> known(TablePair now) {
    return verdict.map(latest -> new KnownTable(table, now, latest, comparedUpTo));
  }

  /** What it says of the table's ranges; nothing where they are not all there. */
  List<TableRange> known() {
    List<TableRange> known = ranges.stream().map(KeptRange::range).toList();
    return begun.isPresent() && TableRange.holdAllKeys(known) ? known : List.of();
  }

  /**
   * Whether it still holds: the tables have the same columns, the follower has not lost what it had
   * applied, and no fence stands that did not stand then. Of one that stood and was lifted in
   * between nothing has to be known: either no side was opened behind it, or the tables were proven
   * equal each time before one was.
   *
   * @param restart the last order to begin the source anew, 0 for none
   * @param applied where the follower is
   * @param goingOn the cutover that goes on, whose own fence changes nothing before it opens; empty
   *     outside of one
   */
  boolean holds(TablePair pair, long restart, Checkpoint applied, Optional<String> goingOn) {
    return (fenceToken.equals(applied.fenceToken())
            || applied.leaderOpenedAgain()
            || fencedBy(applied, goingOn))
        && shape.equals(pair.fingerprint(restart))
        && comparedUpTo.orElse(applied.offset()) <= applied.offset();
  }

  private boolean fencedBy(Checkpoint applied, Optional<String> goingOn) {
    return goingOn.isPresent()
        && cutoverId.equals(goingOn)
        && applied.fenceToken().filter(t -> FenceObserved.raisedIn(t, goingOn.get())).isPresent();
  }
}
