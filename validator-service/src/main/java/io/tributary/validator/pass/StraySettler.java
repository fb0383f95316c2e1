package io.tributary.validator.pass;

import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.settle.ComparedEnds;
import io.tributary.validator.source.end.HeldRows;
import io.tributary.validator.source.end.RowsLeftOut;
import io.tributary.validator.verdict.TableOutcome;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells rows without an entry in the quarantine, and entries without a row, from those that are
 * only on their way. A stray is believed when it is the same in two rounds: the row, or its
 * absence, was at the leader at the second round's reading, the follower has caught up with that
 * since, and the other side had as much time before.
 *
 * @param ends both ends
 * @param rounds the most rounds
 */
record StraySettler(ComparedEnds ends, int rounds) {
  private static final long PAUSE_MILLIS = 15;

  /** The outcome with the rows that were left out of the comparison. */
  TableOutcome settle(TablePair pair, TableOutcome outcome) {
    try {
      Optional<RowsLeftOut> first = ends.pairing().leftOut(pair);
      return first.isEmpty() ? outcome : settle(pair, outcome, first.get());
    } catch (SQLException e) {
      throw ends.failure(e);
    } finally {
      ends.release();
    }
  }

  private TableOutcome settle(TablePair pair, TableOutcome outcome, RowsLeftOut first)
      throws SQLException {
    RowsLeftOut leftOut = first;
    Set<RowsLeftOut.Stray> earlier = Set.of();
    Set<RowsLeftOut.Stray> confirmed = new HashSet<>();
    for (int round = 0; round < rounds && !leftOut.strays().isEmpty(); round++) {
      if (round > 0) {
        ends.pause(PAUSE_MILLIS * round);
      }
      leftOut = caughtUp(pair);
      confirmed = new HashSet<>(leftOut.strays());
      confirmed.retainAll(earlier);
      if (confirmed.size() == leftOut.strays().size()) {
        break;
      }
      earlier = Set.copyOf(leftOut.strays());
    }
    List<RowsLeftOut.Stray> believed =
        leftOut.strays().stream().filter(confirmed::contains).toList();
    return outcome.with(leftOut, believed, leftOut.strays().size() - believed.size());
  }

  private RowsLeftOut caughtUp(TablePair pair) throws SQLException {
    HeldRows held = ends.leader().holdAgain(pair);
    ends.awaitApplied(held.position());
    ends.follower().holdAgain(pair);
    return ends.pairing().leftOut(pair).orElse(RowsLeftOut.NONE);
  }
}
