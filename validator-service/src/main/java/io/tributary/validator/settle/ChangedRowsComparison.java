package io.tributary.validator.settle;

import io.tributary.common.model.TableName;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.changes.ChangedRows;
import io.tributary.validator.changes.DirtyTables;
import io.tributary.validator.compare.PairStatements;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.compare.SnapshotResult;
import io.tributary.validator.compare.TableEnd;
import io.tributary.validator.database.ParallelReads;
import io.tributary.validator.source.end.Checkpoint;
import io.tributary.validator.source.end.FenceReading;
import io.tributary.validator.source.end.HeldRows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Compares the rows that changed since their tables were found equal, by their keys, while
 * applications write on. A row that is the same at both ends is equal, whatever position each end
 * had; its key is forgotten when its last change was applied before the leader was read. One that
 * differs is on its way, or changed again: it stays for the next round. One that stays different
 * although nothing touched it makes its table doubtful. Used by one thread.
 */
public final class ChangedRowsComparison {
  private static final int KEYS_PER_STATEMENT = 2_000;
  private static final int ROUNDS_OF_DOUBT = 4;
  private static final long LEAST_DOUBT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final ComparedEnds ends;
  private final ParallelReads reads;
  private final DirtyTables dirty;
  private final Map<TableName, Map<Map<String, String>, Doubt>> doubts = new HashMap<>();

  /** Compares what is noted. */
  public ChangedRowsComparison(ComparedEnds ends, ParallelReads reads, DirtyTables dirty) {
    this.ends = ends;
    this.reads = reads;
    this.dirty = dirty;
  }

  /**
   * A key that differed.
   *
   * @param offset of its last change
   * @param leader a position behind everything that the leader had when it differed first
   * @param since when that was
   * @param rounds in which it differed since
   */
  private record Doubt(long offset, long leader, long since, int rounds) {
    Doubt again() {
      return new Doubt(offset, leader, since, rounds + 1);
    }

    /** Whether it cannot be on its way any more, as far as that can be told. */
    boolean grave(Checkpoint follower) {
      return rounds >= ROUNDS_OF_DOUBT
          && follower.position() >= leader
          && System.nanoTime() - since >= LEAST_DOUBT_NANOS;
    }
  }

  /**
   * What a reading of some keys found.
   *
   * @param differing keys whose rows differ
   * @param leader a position behind everything that was read of the leader; 0 where it has none
   */
  private record Reading(Set<Map<String, String>> differing, long leader) {}

  /**
   * What a round came to.
   *
   * @param compared keys that were compared
   * @param equal keys that were forgotten
   * @param doubtful tables of which rows seem to differ for good
   */
  public record Round(int compared, int equal, Set<TableName> doubtful) {}

  /**
   * Compares every noted change once that is applied.
   *
   * @param follower what it had applied before
   */
  public Round round(TableMap tables, Checkpoint follower) {
    long applied = follower.offset();
    int compared = 0;
    int equal = 0;
    Set<TableName> doubtful = new HashSet<>();
    doubts.keySet().retainAll(dirty.remembering());
    for (TableName table : dirty.remembering()) {
      TablePair pair = tables.pairs().get(table);
      if (pair == null) {
        dirty.giveUp(table);
        continue;
      }
      List<Map<String, String>> keys = new ArrayList<>();
      Map<Map<String, String>, Long> latest = dirty.latest(table);
      latest.forEach(
          (key, offset) -> {
            if (offset <= applied) {
              keys.add(key);
            }
          });
      for (int from = 0; from < keys.size(); from += KEYS_PER_STATEMENT) {
        ends.pause(0);
        List<Map<String, String>> some =
            keys.subList(from, Math.min(keys.size(), from + KEYS_PER_STATEMENT));
        Optional<Reading> read = read(tables, pair, some);
        if (read.isEmpty()) {
          dirty.giveUp(table);
          break;
        }
        List<Map<String, String>> same = new ArrayList<>(some);
        same.removeAll(read.get().differing());
        compared += some.size();
        equal += dirty.forget(table, same, applied);
        if (doubted(table, same, read.get(), latest, follower)) {
          doubtful.add(table);
        }
      }
    }
    return new Round(compared, equal, doubtful);
  }

  private boolean doubted(
      TableName table,
      List<Map<String, String>> same,
      Reading read,
      Map<Map<String, String>, Long> latest,
      Checkpoint follower) {
    Map<Map<String, String>, Doubt> ofTable = doubts.computeIfAbsent(table, t -> new HashMap<>());
    same.forEach(ofTable::remove);
    boolean doubtful = false;
    for (Map<String, String> key : read.differing()) {
      long offset = latest.getOrDefault(key, 0L);
      Doubt before = ofTable.get(key);
      Doubt now =
          before == null || before.offset() != offset
              ? new Doubt(offset, read.leader(), System.nanoTime(), 1)
              : before.again();
      ofTable.put(key, now);
      doubtful |= now.grave(follower);
    }
    if (doubtful) {
      ofTable.clear();
    }
    return doubtful;
  }

  /** Empty when the keys do not tell which rows these are. */
  private Optional<Reading> read(TableMap tables, TablePair pair, List<Map<String, String>> keys) {
    Map<RowId, Map<String, String>> ids = new LinkedHashMap<>();
    for (Map<String, String> key : keys) {
      Optional<List<RowId>> named =
          ends.pairing().changedIds(pair, new ChangedRows(false, Set.of(key)));
      if (named.isEmpty()) {
        return Optional.empty();
      }
      named.get().forEach(id -> ids.put(id, key));
    }
    if (ids.isEmpty()) {
      return Optional.of(new Reading(Set.of(), 0));
    }
    return Optional.of(read(tables, pair, new ChangedRows(false, Set.copyOf(keys)), ids));
  }

  /**
   * The keys of rows. A row whose id is spelled as nobody asked for it belongs to one of the keys,
   * but does not tell which: then it may be any of them.
   */
  private static Set<Map<String, String>> keysOf(
      Set<RowId> rows, Map<RowId, Map<String, String>> ids) {
    return ids.keySet().containsAll(rows)
        ? rows.stream().map(ids::get).collect(Collectors.toSet())
        : Set.copyOf(ids.values());
  }

  private Reading read(
      TableMap tables, TablePair pair, ChangedRows changed, Map<RowId, Map<String, String>> ids) {
    FenceReading reading = new FenceReading(List.of(), Map.of(pair, changed), List.of(), Map.of());
    PairStatements sql = PairStatements.of(tables, pair);
    List<RowId> all = List.copyOf(ids.keySet());
    try {
      HeldRows held = ends.leader().hold(reading);
      HeldRows there = ends.follower().hold(reading);
      TableEnd leader = new TableEnd(held.connection(), sql.source());
      TableEnd follower = new TableEnd(there.connection(), sql.target());
      var rows =
          reads.run(
              () -> leader.rows(leader.sql().rowsOf(all)),
              () -> follower.rows(follower.sql().rowsOf(all)));
      Set<RowId> differing = SnapshotResult.between(rows.source(), rows.target()).keySet();
      return new Reading(keysOf(differing, ids), held.position());
    } catch (SQLException e) {
      throw ends.failure(e);
    } finally {
      ends.release();
    }
  }
}
