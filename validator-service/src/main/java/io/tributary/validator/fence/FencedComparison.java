package io.tributary.validator.fence;

import io.tributary.common.verdict.RowFindings;
import io.tributary.common.verdict.TableDigests;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.changes.ChangedRows;
import io.tributary.validator.compare.PairStatements;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.compare.RowPair;
import io.tributary.validator.compare.SnapshotResult;
import io.tributary.validator.compare.TableComparer;
import io.tributary.validator.compare.TableEnd;
import io.tributary.validator.compare.TableStatements;
import io.tributary.validator.database.ParallelReads;
import io.tributary.validator.digest.Digest;
import io.tributary.validator.source.end.FenceReading;
import io.tributary.validator.source.end.HeldRows;
import io.tributary.validator.source.end.PairedEnds;
import io.tributary.validator.source.end.RowsLeftOut;
import io.tributary.validator.verdict.DifferenceDescription;
import io.tributary.validator.verdict.StandingVerdicts;
import io.tributary.validator.verdict.TableOutcome;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares behind the fence, where both ends are at rest: all digests of an end in one statement,
 * both ends at a time, and single rows only of tables whose digests differ. Run once.
 */
final class FencedComparison {
  private final TableMap tables;
  private final PairedEnds ends;
  private final TableComparer comparer;
  private final FollowedCounts counts;
  private final long mostCounted;
  private final long position;
  private @Nullable HeldRows here;
  private @Nullable HeldRows there;

  /**
   * A comparison at a position.
   *
   * @param counts what was counted before
   * @param mostCounted rows of changed tables that are counted, of all tables together
   */
  FencedComparison(
      TableMap tables,
      PairedEnds ends,
      TableComparer comparer,
      FollowedCounts counts,
      long mostCounted,
      long position) {
    this.tables = tables;
    this.ends = ends;
    this.comparer = comparer;
    this.counts = counts;
    this.mostCounted = mostCounted;
    this.position = position;
  }

  /** Reads everything that {@link #run} reads of equal ends; there is nothing to conclude. */
  void rehearse(VerificationPlan plan, StandingVerdicts verdicts) throws SQLException {
    digests(plan, verdicts);
  }

  /** Compares all tables of the plan. */
  Map<TablePair, TableOutcome> run(VerificationPlan plan, StandingVerdicts verdicts)
      throws SQLException {
    ParallelReads.Both<EndReading.Answers> digests = digests(plan, verdicts);
    Map<TablePair, TableOutcome> outcomes = new LinkedHashMap<>();
    for (TablePair pair : plan.full()) {
      Digest ofSource = digests.source().of(pair);
      outcomes.put(
          pair,
          ofSource.equals(digests.target().of(pair))
              ? TableOutcome.atRest(SnapshotResult.equal(ofSource), position, List.of())
              : search(pair));
    }
    for (Map.Entry<TablePair, List<RowId>> keys : plan.keys().entrySet()) {
      TablePair pair = keys.getKey();
      outcomes.put(
          pair,
          quarantineMoved(pair, verdicts)
              ? search(pair)
              : changed(pair, keys.getValue(), digests, rows(verdicts, pair)));
    }
    for (TablePair pair : plan.unchanged()) {
      outcomes.put(
          pair, quarantineMoved(pair, verdicts) ? search(pair) : unchanged(pair, verdicts));
    }
    for (Map.Entry<TablePair, TableOutcome> outcome : outcomes.entrySet()) {
      Optional<RowsLeftOut> leftOut = ends.leftOut(outcome.getKey());
      leftOut.ifPresent(rows -> outcome.setValue(outcome.getValue().with(rows, rows.strays(), 0)));
    }
    return outcomes;
  }

  private ParallelReads.Both<EndReading.Answers> digests(
      VerificationPlan plan, StandingVerdicts verdicts) throws SQLException {
    Map<TablePair, Long> changed = new HashMap<>();
    plan.keys().keySet().forEach(pair -> changed.put(pair, rows(verdicts, pair)));
    CountingPlan counting = CountingPlan.of(changed, mostCounted, counts.changed(changed.keySet()));
    Map<TablePair, ChangedRows> followed = new LinkedHashMap<>();
    counting.followed().forEach((pair, rows) -> followed.put(pair, rows.rows()));
    FenceReading reading =
        new FenceReading(plan.full(), plan.changes(), counting.counted(), followed);
    HeldRows ofLeader = ends.leader().hold(reading);
    HeldRows ofFollower = ends.follower().hold(reading);
    here = ofLeader;
    there = ofFollower;
    var held = counts.held();
    EndReading leader = new EndReading(plan, counting, ofLeader, pair -> sql(pair).source());
    EndReading follower = new EndReading(plan, counting, ofFollower, pair -> sql(pair).target());
    ParallelReads reads = comparer.reads();
    var read =
        reads.run(
            () -> leader.read(reads, held.map(ParallelReads.Both::source)),
            () -> follower.read(reads, held.map(ParallelReads.Both::target)));
    if (held.filter(both -> both.source().lost() || both.target().lost()).isPresent()) {
      counts.close();
      return digests(plan, verdicts);
    }
    return read;
  }

  /**
   * Changed rows are equal and so is the count, or the whole table is searched.
   *
   * @param standingRows rows of the table at the standing verdict, for tables that are not counted
   */
  private TableOutcome changed(
      TablePair pair,
      List<RowId> ids,
      ParallelReads.Both<EndReading.Answers> digests,
      long standingRows)
      throws SQLException {
    TableOutcome.Rows rows =
        new TableOutcome.Rows(
            digests.source().counts().getOrDefault(pair, standingRows),
            digests.target().counts().getOrDefault(pair, standingRows));
    boolean sameRows = digests.source().of(pair).equals(digests.target().of(pair));
    if (sameRows && rows.same()) {
      return equal(rows);
    }
    if (!rows.same() || ids.isEmpty() || ends.doubtsChangedRows()) {
      return search(pair);
    }
    TableEnd leader = end(here, sql(pair).source());
    TableEnd follower = end(there, sql(pair).target());
    var read =
        comparer
            .reads()
            .run(
                () -> leader.rows(leader.sql().rowsOf(ids)),
                () -> follower.rows(follower.sql().rowsOf(ids)));
    Map<RowId, RowPair> differing = SnapshotResult.between(read.source(), read.target());
    RowFindings findings =
        new RowFindings(
            DifferenceDescription.describe(pair, leader, follower, differing),
            SnapshotResult.differences(differing),
            0);
    return TableOutcome.changedRows(Verdict.DIFFERENT, position, rows, findings);
  }

  private static TableEnd end(@Nullable HeldRows held, TableStatements sql) {
    return new TableEnd(
        Objects.requireNonNull(held, "the digests were read before").connection(), sql);
  }

  private TableOutcome search(TablePair pair) throws SQLException {
    here = ends.leader().hold(pair);
    there = ends.follower().hold(pair);
    TableEnd leader = end(here, sql(pair).source());
    TableEnd follower = end(there, sql(pair).target());
    SnapshotResult found = comparer.compare(pair, leader, follower);
    return TableOutcome.atRest(
        found, position, DifferenceDescription.describe(pair, leader, follower, found.differing()));
  }

  /**
   * Whether rows went into the quarantine, or came out of it, since the table was found equal. A
   * replay and a foreign key do that without a change in the stream, so that nothing the standing
   * verdict says of the target is known any more.
   */
  private boolean quarantineMoved(TablePair pair, StandingVerdicts verdicts) throws SQLException {
    long then =
        verdicts
            .of(pair.source().table())
            .map(standing -> standing.verdict().rows().quarantinedRows())
            .orElse(0L);
    return ends.leftOut(pair).filter(now -> now.quarantined() != then).isPresent();
  }

  private TableOutcome unchanged(TablePair pair, StandingVerdicts verdicts) {
    TableDigests digests =
        verdicts
            .of(pair.source().table())
            .map(standing -> standing.verdict().digests())
            .orElse(TableDigests.NONE);
    return TableOutcome.unchanged(position, both(rows(verdicts, pair)), digests);
  }

  private TableOutcome equal(TableOutcome.Rows rows) {
    return TableOutcome.changedRows(Verdict.EQUAL, position, rows, RowFindings.NONE);
  }

  private static TableOutcome.Rows both(long rows) {
    return new TableOutcome.Rows(rows, rows);
  }

  private static long rows(StandingVerdicts verdicts, TablePair pair) {
    return verdicts.of(pair.source().table()).map(StandingVerdicts.Standing::rowsOfBoth).orElse(0L);
  }

  private PairStatements sql(TablePair pair) {
    return PairStatements.of(tables, pair);
  }
}
