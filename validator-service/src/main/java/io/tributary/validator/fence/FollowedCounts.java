package io.tributary.validator.fence;

import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.validator.catalog.KeyColumn;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.changes.ChangedRows;
import io.tributary.validator.changes.DirtyTables;
import io.tributary.validator.compare.PairStatements;
import io.tributary.validator.database.ParallelReads;
import io.tributary.validator.database.ParallelReads.Both;
import io.tributary.validator.ledger.Ledger;
import io.tributary.validator.settle.ComparedEnds;
import io.tributary.validator.source.end.Checkpoint;
import io.tributary.validator.source.end.FollowedRows;
import io.tributary.validator.verdict.StandingVerdicts;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Counts large tables at both ends while applications write on, each end in a snapshot that it
 * holds, and follows the counts from there by the keys that the stream names: behind the fence only
 * these are looked up, so that writers do not wait longer for a larger table. What cannot be
 * followed is counted behind the fence, as if nothing had been counted before. Used by one thread.
 */
final class FollowedCounts implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(FollowedCounts.class);
  private static final long APPLIED_POLL_MILLIS = 2;

  /** Of the time that a fence may stand, the part in which tables are counted. */
  private static final int COUNTING_SHARE = 5;

  private static final long APPLIED_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final ComparedEnds ends;
  private final Ledger ledger;
  private final ParallelReads reads;
  private Optional<Both<CountedSnapshot>> held = Optional.empty();
  private long oldAt;

  /** Nothing is counted. */
  FollowedCounts(ComparedEnds ends, Ledger ledger, ParallelReads reads) {
    this.ends = ends;
    this.ledger = ledger;
    this.reads = reads;
  }

  private DirtyTables dirty() {
    return ledger.changes().dirty();
  }

  /**
   * Counts the tables of which only changed rows will be read behind the fence: those that changed
   * lately first, then the smallest.
   *
   * @param settings how long the rehearsal may take, and how long the fence may stand
   */
  void begin(TableMap tables, CutoverSettings settings) {
    close();
    Duration limit = Duration.ofMillis(settings.timeLimitMillis());
    oldAt = System.nanoTime() + limit.plusMillis(settings.rehearsalLimitMillis()).toNanos();
    List<TablePair> large = large(tables);
    boolean counted = false;
    try {
      held = large.isEmpty() ? Optional.empty() : opened(tables);
      counted = held.isPresent() && counted(held.get(), large, limit.dividedBy(COUNTING_SHARE));
    } catch (SQLException | TributaryException e) {
      LOG.warnf("tables are not counted before the fence cause=%s", e.getMessage());
    } finally {
      if (!counted) {
        close();
      }
    }
  }

  private List<TablePair> large(TableMap tables) {
    List<TablePair> large = new ArrayList<>();
    tables.pairs().values().stream().filter(this::isReadByKeys).forEach(large::add);
    // What changed is noted while this sorts.
    Set<TablePair> quiet =
        large.stream()
            .filter(pair -> dirty().of(pair.source().table()).nothing())
            .collect(Collectors.toSet());
    large.sort(
        Comparator.comparing((TablePair pair) -> quiet.contains(pair)).thenComparing(this::rows));
    return large;
  }

  private long rows(TablePair pair) {
    return standing(pair).map(StandingVerdicts.Standing::sourceRows).orElse(0L);
  }

  private Optional<StandingVerdicts.Standing> standing(TablePair pair) {
    return ledger.verdicts().of(pair.source().table());
  }

  /** Keys of other types are looked up by no index. */
  private boolean isReadByKeys(TablePair pair) {
    return pair.keyed()
        && pair.source().key().stream().allMatch(KeyColumn::builtIn)
        && pair.target().key().stream().allMatch(KeyColumn::builtIn)
        && standing(pair).filter(s -> s.equal(pair)).filter(ledger::readByKeys).isPresent();
  }

  private Optional<Both<CountedSnapshot>> opened(TableMap tables) {
    return ends.leader()
        .apart(pair -> PairStatements.of(tables, pair).source())
        .flatMap(
            ofLeader ->
                ends.follower()
                    .apart(pair -> PairStatements.of(tables, pair).target())
                    .map(
                        ofFollower ->
                            new Both<>(
                                new CountedSnapshot(ofLeader), new CountedSnapshot(ofFollower))));
  }

  private boolean counted(Both<CountedSnapshot> snapshots, List<TablePair> large, Duration limit)
      throws SQLException {
    long from = dirty().beginCounting(large.stream().map(pair -> pair.source().table()).toList());
    if (!applied(from)) {
      return false;
    }
    snapshots.source().take();
    snapshots.target().take();
    reads.run(
        () -> snapshots.source().count(large, limit), () -> snapshots.target().count(large, limit));
    return true;
  }

  /** What is noted from an offset on has to be all that either snapshot may lack. */
  private boolean applied(long offset) {
    long until = System.nanoTime() + APPLIED_LIMIT_NANOS;
    while (ends.checkpoint().map(Checkpoint::offset).orElse(-1L) < offset) {
      if (System.nanoTime() > until) {
        return false;
      }
      ends.pause(APPLIED_POLL_MILLIS);
    }
    return true;
  }

  /** What changed since a table was counted, of tables of which all is known. */
  Map<TablePair, FollowedRows> changed(Collection<TablePair> pairs) {
    Map<TablePair, FollowedRows> changed = new LinkedHashMap<>();
    for (TablePair pair : pairs) {
      if (held.filter(both -> both.source().counted(pair) && both.target().counted(pair))
          .isPresent()) {
        ChangedRows rows = dirty().sinceCounting(pair.source().table());
        if (!rows.beyondKeys()) {
          ends.pairing()
              .changedIds(pair, rows)
              .ifPresent(ids -> changed.put(pair, new FollowedRows(rows, ids)));
        }
      }
    }
    return changed;
  }

  /** Both ends' tables as they were counted; empty when nothing is held. */
  Optional<Both<CountedSnapshot>> held() {
    return held;
  }

  /** A cutover that is neither fenced nor undone in time must not keep VACUUM from its work. */
  void releaseWhenOld() {
    if (held.isPresent() && System.nanoTime() - oldAt > 0) {
      LOG.infof("snapshots are released, the cutover was neither fenced nor undone in time");
      close();
    }
  }

  /** Releases both snapshots; nothing is counted any more. */
  @Override
  public void close() {
    dirty().endCounting();
    held.ifPresent(
        both -> {
          both.source().close();
          both.target().close();
        });
    held = Optional.empty();
  }
}
