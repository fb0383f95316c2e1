package io.tributary.validator.pass;

import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.KeyRange;
import io.tributary.validator.compare.PairStatements;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.compare.RowPair;
import io.tributary.validator.compare.SnapshotResult;
import io.tributary.validator.compare.TableComparer;
import io.tributary.validator.compare.TableEnd;
import io.tributary.validator.config.ValidatorLimits;
import io.tributary.validator.neighbour.NeighbourResult;
import io.tributary.validator.neighbour.NeighbourSearch;
import io.tributary.validator.neighbour.SearchedColumnPair;
import io.tributary.validator.settle.ComparedEnds;
import io.tributary.validator.settle.RowSettler;
import io.tributary.validator.settle.SettledRows;
import io.tributary.validator.source.end.Checkpoint;
import io.tributary.validator.source.end.HeldRows;
import io.tributary.validator.verdict.DifferenceDescription;
import io.tributary.validator.verdict.TableOutcome;
import io.tributary.validator.verdict.VectorDifferences;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Compares tables while both ends go on changing. Equal snapshots need no waiting: equal rows are
 * equal, whatever position each end had. Differing rows are settled one by one.
 *
 * @param ends both ends
 * @param comparer compares snapshots
 * @param limits how far to go
 */
record LiveComparison(ComparedEnds ends, TableComparer comparer, ValidatorLimits limits) {
  private static final int MOST_LEFT_OUT = 1_000;
  private static final int MOST_MOVING = 1_000;

  /**
   * The outcome of a comparison, and which changes it covers.
   *
   * @param outcome what was found
   * @param coversUpTo offset of the change topic that was applied before the leader was read, so
   *     that every change up to it is covered by the comparison; empty when none was applied
   * @param moving keys of the rows that never came to rest; empty where they are not known
   */
  record Compared(
      TableOutcome outcome, OptionalLong coversUpTo, Optional<List<Map<String, String>>> moving) {

    /** Nothing came of it. */
    static Compared failed() {
      return new Compared(TableOutcome.failed(), OptionalLong.empty(), Optional.empty());
    }
  }

  /** Compares one table, or a range of its rows. */
  Compared compare(TableMap tables, TablePair pair, KeyRange within) {
    PairStatements sql = PairStatements.of(tables, pair);
    Snapshots snapshots = compareSnapshots(pair, within, sql);
    if (!snapshots.found().searchedThrough()) {
      // so many are hardly on their way; let the follower catch up before looking at each of them
      ends.awaitApplied(snapshots.behindLeader());
      snapshots = compareSnapshots(pair, within, sql);
    }
    SnapshotResult found = snapshots.found();
    SettledRows settled =
        new RowSettler(ends, limits.settleRounds())
            .settle(pair, sql, List.copyOf(found.differing().keySet()));
    TableOutcome outcome =
        found.equal()
            ? TableOutcome.atRest(found, snapshots.position(), List.of())
            : TableOutcome.settled(found, settled, describe(pair, sql, settled.confirmed()));
    outcome = snapshots.neighbours().map(outcome::with).orElse(outcome);
    outcome = new StraySettler(ends, limits.settleRounds()).settle(pair, outcome);
    return new Compared(outcome, snapshots.coversUpTo(), moving(pair, settled, outcome));
  }

  /** Of converted rows the stream names the source's keys, and these are the target's. */
  private Optional<List<Map<String, String>>> moving(
      TablePair pair, SettledRows settled, TableOutcome outcome) {
    if (outcome.verdict() == Verdict.EQUAL) {
      return Optional.of(List.of());
    }
    return pair.keyed()
            && !ends.pairing().doubtsChangedRows()
            && settled.moving().size() <= MOST_MOVING
        ? Optional.of(settled.moving().stream().map(id -> id.by(pair.source().keyNames())).toList())
        : Optional.empty();
  }

  /**
   * A comparison of two snapshots.
   *
   * @param found what it found
   * @param coversUpTo offset that was applied before the leader was read
   * @param position the position up to which the follower's snapshot has everything
   * @param behindLeader a position behind everything that the leader's snapshot has
   * @param neighbours what a search by vectors found
   */
  private record Snapshots(
      SnapshotResult found,
      OptionalLong coversUpTo,
      long position,
      long behindLeader,
      Optional<NeighbourResult> neighbours) {}

  private Snapshots compareSnapshots(TablePair pair, KeyRange within, PairStatements sql) {
    Optional<Checkpoint> before = ends.checkpoint();
    try {
      HeldRows held = ends.leader().hold(pair, within);
      HeldRows there = ends.follower().hold(pair, within);
      SnapshotResult found =
          comparer.compare(
              pair,
              within,
              new TableEnd(held.connection(), sql.source()),
              new TableEnd(there.connection(), sql.target()));
      return new Snapshots(
          found,
          before.map(c -> OptionalLong.of(c.offset())).orElse(OptionalLong.empty()),
          there.position(),
          held.position(),
          neighbours(pair, held.connection(), there.connection(), found));
    } catch (SQLException e) {
      throw ends.failure(e);
    } finally {
      ends.release();
    }
  }

  /** Rows that differ are left out at both ends: they may be on their way. */
  private Optional<NeighbourResult> neighbours(
      TablePair pair, Connection ofSource, Connection ofTarget, SnapshotResult found)
      throws SQLException {
    Optional<SearchedColumnPair> column = ends.pairing().searchedColumn(pair);
    return column.isEmpty() || found.differing().size() > MOST_LEFT_OUT
        ? Optional.empty()
        : new NeighbourSearch(
                ofSource,
                ofTarget,
                limits.neighbourQueries(),
                ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE),
                ends.stopped())
            .run(pair, column.get(), found.differing().keySet());
  }

  private List<RowDifference> describe(
      TablePair pair, PairStatements sql, Map<RowId, RowPair> confirmed) {
    return ends.leader()
        .read(
            ofSource ->
                ends.follower()
                    .read(
                        ofTarget ->
                            described(
                                pair,
                                new TableEnd(ofSource, sql.source()),
                                new TableEnd(ofTarget, sql.target()),
                                confirmed)));
  }

  private List<RowDifference> described(
      TablePair pair, TableEnd source, TableEnd target, Map<RowId, RowPair> confirmed)
      throws SQLException {
    List<RowDifference> found = DifferenceDescription.describe(pair, source, target, confirmed);
    Optional<SearchedColumnPair> column = ends.pairing().searchedColumn(pair);
    return column.isEmpty()
        ? found
        : VectorDifferences.explained(pair, column.get().target(), source, target, found);
  }
}
