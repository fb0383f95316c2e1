package io.tributary.validator.pass;

import io.tributary.common.model.TableName;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.changes.Noting;
import io.tributary.validator.compare.KeyRange;
import io.tributary.validator.compare.PairStatements;
import io.tributary.validator.compare.TableEnd;
import io.tributary.validator.ledger.Ledger;
import io.tributary.validator.range.RangeTurn;
import io.tributary.validator.range.TableRange;
import io.tributary.validator.range.TableRanges;
import io.tributary.validator.settle.ComparedEnds;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Decides which tables are compared range by range, and where they are cut.
 *
 * @param worker compares them
 * @param ends both ends
 * @param tables as they are now
 */
record TableCut(PassWorker worker, ComparedEnds ends, TableMap tables) {

  private Ledger ledger() {
    return worker.ledger();
  }

  private int rowsPerRange() {
    return worker.context().limits().rowsPerRange();
  }

  /**
   * Lets the ranges of a table be taken that has some: those that are left of a comparison, or all
   * of them once more where it stands as equal. Whether it has.
   */
  boolean again(TableName table) {
    Optional<TableRanges> cut = cut(table);
    if (cut.isEmpty()) {
      return false;
    }
    if (!cut.get().goesOn() && ledger().standsAsEqual(table)) {
      cut.get().beginRound(rowsPerRange());
    }
    return cut.get().unfinished() && cut.get().size() > 1;
  }

  private Optional<TableRanges> cut(TableName table) {
    TablePair pair = tables.pairs().get(table);
    return pair == null
        ? Optional.empty()
        : ledger()
            .ranged()
            .of(table)
            .filter(ranges -> ranges.pair().alike(pair) && ends.pairing().holdsRanges(pair));
  }

  /**
   * Begins to compare a table range by range, if it is large enough.
   *
   * @return whether it is
   */
  boolean begin(TableName table, TablePair pair) {
    List<TableRange> plan = plan(table, pair);
    Optional<Noting> noting =
        plan.size() < 2 ? Optional.empty() : ledger().changes().dirty().lasts(table);
    noting.ifPresent(
        notes -> ledger().ranged().put(TableRanges.beginning(table, pair, plan, notes)));
    return noting.isPresent();
  }

  private List<TableRange> plan(TableName table, TablePair pair) {
    if (!pair.order().byIndex() || !ends.pairing().holdsRanges(pair)) {
      return List.of();
    }
    List<TableRange> before = cut(table).map(cut -> cut.plan(rowsPerRange())).orElse(List.of());
    return before.size() > 1 ? before : anew(pair);
  }

  private List<TableRange> anew(TablePair pair) {
    return atCuttingEnd(pair, end -> worker.comparer().cut(pair, end, rowsPerRange()))
        .orElse(List.of())
        .stream()
        .map(TableRange::uncompared)
        .toList();
  }

  /** The same range, or the first part of it where it has grown too large for one snapshot. */
  RangeTurn grown(RangeTurn turn, TablePair pair) {
    if (!turn.range().grown(rowsPerRange())) {
      return turn;
    }
    List<KeyRange> parts =
        atCuttingEnd(pair, end -> worker.comparer().cut(turn.range().keys(), end, rowsPerRange()));
    return parts.size() > 1 ? turn.of().cut(turn.range(), parts) : turn;
  }

  /** Either end will do: whatever the keys are, the ranges hold each one that there can be. */
  private <T> T atCuttingEnd(TablePair pair, Cutting<T> cutting) {
    PairStatements sql = PairStatements.of(tables, pair);
    return ends.pairing().cutsAtFollower()
        ? ends.follower().read(c -> cutting.at(new TableEnd(c, sql.target())))
        : ends.leader().read(c -> cutting.at(new TableEnd(c, sql.source())));
  }

  /** Reads the keys at which rows are cut. */
  @FunctionalInterface
  private interface Cutting<T> {
    T at(TableEnd end) throws SQLException;
  }
}
