package io.tributary.validator.settle;

import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.End;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.compare.RowState;
import io.tributary.validator.compare.Sides;
import io.tributary.validator.compare.TableSql;
import io.tributary.validator.database.ConnectionFailures;
import io.tributary.validator.database.Session;
import io.tributary.validator.source.Held;
import io.tributary.validator.source.SourceEnd;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks again and again at rows that differed between two snapshots until each is judged, or the
 * rounds are used up. Used by one thread.
 */
public final class Settler {
  private static final int ROWS_PER_STATEMENT = 2_000;
  private static final long PAUSE_MILLIS = 15;

  private final SourceEnd source;
  private final Session target;
  private final Catchup catchup;
  private final int rounds;

  /** Settles over these sessions. */
  public Settler(SourceEnd source, Session target, Catchup catchup, int rounds) {
    this.source = source;
    this.target = target;
    this.catchup = catchup;
    this.rounds = rounds;
  }

  /**
   * Judges rows of a table that the source held before.
   *
   * @param sourceSql the source's statements of their table
   * @param targetSql the target's
   */
  public Settled settle(
      TablePair pair, TableSql sourceSql, TableSql targetSql, List<RowId> candidates) {
    Map<RowId, Sides> confirmed = new HashMap<>();
    Map<RowId, RowState> earlier = Map.of();
    List<RowId> open = candidates;
    long position = 0;
    for (int round = 1; round <= rounds && !open.isEmpty(); round++) {
      if (round > 1) {
        // a growing and odd rest, so as not to meet a periodic writer in the same phase each time
        catchup.pause(PAUSE_MILLIS * round + (round * 7L) % 11);
      }
      Reading before = readSource(pair, sourceSql, open);
      catchup.await(before.position());
      Reading there = readTarget(targetSql, open);
      Reading after = readSource(pair, sourceSql, open);
      position = there.position();
      List<RowId> again = new ArrayList<>();
      for (RowId id : open) {
        switch (Judgement.of(before.row(id), there.row(id), after.row(id), earlier.get(id))) {
          case EQUAL -> {}
          case DIFFERENT -> confirmed.put(id, new Sides(before.row(id), there.row(id)));
          case AGAIN -> again.add(id);
        }
      }
      earlier = there.rows();
      open = again;
    }
    return new Settled(confirmed, Set.copyOf(open), position);
  }

  private Reading readSource(TablePair pair, TableSql sql, List<RowId> ids) {
    try {
      Held held = source.again(pair);
      return new Reading(rows(held.connection(), sql, ids), held.position());
    } catch (SQLException e) {
      throw ConnectionFailures.of(source.address(), e);
    } finally {
      source.leave();
    }
  }

  private Reading readTarget(TableSql sql, List<RowId> ids) {
    return target.snapshot(
        c -> {
          long position = Checkpoint.read(c, catchup.stream()).map(Checkpoint::position).orElse(0L);
          return new Reading(rows(c, sql, ids), position);
        });
  }

  private static Map<RowId, RowState> rows(Connection connection, TableSql sql, List<RowId> ids)
      throws SQLException {
    Map<RowId, RowState> rows = new HashMap<>();
    for (int from = 0; from < ids.size(); from += ROWS_PER_STATEMENT) {
      List<RowId> some = ids.subList(from, Math.min(ids.size(), from + ROWS_PER_STATEMENT));
      rows.putAll(new End(connection, sql).rows(sql.rowsOf(some)));
    }
    return rows;
  }

  private record Reading(Map<RowId, RowState> rows, long position) {
    RowState row(RowId id) {
      return rows.getOrDefault(id, RowState.ABSENT);
    }
  }
}
