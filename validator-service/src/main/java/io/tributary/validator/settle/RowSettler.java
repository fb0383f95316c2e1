package io.tributary.validator.settle;

import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.PairStatements;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.compare.RowPair;
import io.tributary.validator.compare.RowState;
import io.tributary.validator.compare.TableEnd;
import io.tributary.validator.compare.TableStatements;
import io.tributary.validator.source.end.HeldRows;
import io.tributary.validator.source.end.ReadEnd;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads rows that differed between two snapshots again, round by round, until each is judged or the
 * rounds are used up. Used by one thread.
 */
public final class RowSettler {
  private static final int ROWS_PER_STATEMENT = 2_000;
  private static final long PAUSE_MILLIS = 15;

  private final ComparedEnds ends;
  private final int rounds;

  /** Settles in at most so many rounds. */
  public RowSettler(ComparedEnds ends, int rounds) {
    this.ends = ends;
    this.rounds = rounds;
  }

  /**
   * Judges rows of a table that both ends held before.
   *
   * @param sql the statements of their table
   */
  public SettledRows settle(TablePair pair, PairStatements sql, List<RowId> candidates) {
    Map<RowId, RowPair> confirmed = new HashMap<>();
    Map<RowId, RowState> earlier = Map.of();
    List<RowId> open = candidates;
    long position = 0;
    for (int round = 1; round <= rounds && !open.isEmpty(); round++) {
      if (round > 1) {
        // a growing and odd rest, so as not to meet a periodic writer in the same phase each time
        ends.pause(PAUSE_MILLIS * round + (round * 7L) % 11);
      }
      RowReading before = read(ends.leader(), pair, sql.source(), open);
      ends.awaitApplied(before.position());
      RowReading there = read(ends.follower(), pair, sql.target(), open);
      RowReading after = read(ends.leader(), pair, sql.source(), open);
      position = there.position();
      List<RowId> again = new ArrayList<>();
      for (RowId id : open) {
        switch (RowJudgement.of(before.row(id), there.row(id), after.row(id), earlier.get(id))) {
          case EQUAL -> {}
          case DIFFERENT -> confirmed.put(id, new RowPair(before.row(id), there.row(id)));
          case AGAIN -> again.add(id);
        }
      }
      earlier = there.rows();
      open = again;
    }
    return new SettledRows(confirmed, Set.copyOf(open), position);
  }

  private static RowReading read(
      ReadEnd end, TablePair pair, TableStatements sql, List<RowId> ids) {
    try {
      HeldRows held = end.holdAgain(pair);
      return new RowReading(
          end.versioned(pair, rows(held.connection(), sql, ids)), held.position());
    } catch (SQLException e) {
      throw end.failure(e);
    } finally {
      end.release();
    }
  }

  private static Map<RowId, RowState> rows(
      Connection connection, TableStatements sql, List<RowId> ids) throws SQLException {
    Map<RowId, RowState> rows = new HashMap<>();
    for (int from = 0; from < ids.size(); from += ROWS_PER_STATEMENT) {
      List<RowId> some = ids.subList(from, Math.min(ids.size(), from + ROWS_PER_STATEMENT));
      rows.putAll(new TableEnd(connection, sql).rows(sql.rowsOf(some)));
    }
    return rows;
  }

  private record RowReading(Map<RowId, RowState> rows, long position) {
    RowState row(RowId id) {
      return rows.getOrDefault(id, RowState.ABSENT);
    }
  }
}
