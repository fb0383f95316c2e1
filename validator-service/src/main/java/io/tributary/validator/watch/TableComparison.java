package io.tributary.validator.watch;

import io.tributary.common.event.RowDifference;
import io.tributary.common.model.StreamId;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.Comparison;
import io.tributary.validator.compare.End;
import io.tributary.validator.compare.Found;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.compare.Sides;
import io.tributary.validator.compare.TableSql;
import io.tributary.validator.compare.Together;
import io.tributary.validator.database.ConnectionFailures;
import io.tributary.validator.database.Session;
import io.tributary.validator.neighbour.NeighbourSearch;
import io.tributary.validator.neighbour.Neighbours;
import io.tributary.validator.neighbour.VectorPair;
import io.tributary.validator.settle.Catchup;
import io.tributary.validator.settle.Checkpoint;
import io.tributary.validator.settle.Settled;
import io.tributary.validator.settle.Settler;
import io.tributary.validator.source.Held;
import io.tributary.validator.source.SourceEnd;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/**
 * Compares one table while both ends go on changing. Equal snapshots need no waiting: equal rows
 * are equal, whatever position each end had. Differing rows are settled one by one.
 */
final class TableComparison {
  private static final int MOST_LEFT_OUT = 1_000;

  private final StreamId stream;
  private final SourceEnd source;
  private final Session target;
  private final Together together;
  private final Limits limits;
  private final BooleanSupplier stopped;

  TableComparison(
      StreamId stream,
      SourceEnd source,
      Session target,
      Together together,
      Limits limits,
      BooleanSupplier stopped) {
    this.stream = stream;
    this.source = source;
    this.target = target;
    this.together = together;
    this.limits = limits;
    this.stopped = stopped;
  }

  /**
   * What a comparison of two snapshots came to.
   *
   * @param outcome what was found
   * @param coversUpTo offset of the change topic that was applied before the source was read, so
   *     that every change up to it is covered by the comparison
   */
  record Compared(Outcome outcome, long coversUpTo) {}

  Compared compare(TableMap tables, TablePair pair, int rowsPerChunk) {
    TableSql sourceSql = Pairing.ofSource(tables, pair);
    TableSql targetSql = Pairing.ofTarget(tables, pair);
    Catchup catchup = new Catchup(stream, target, stopped);
    Snapshots snapshots = compareSnapshots(pair, sourceSql, targetSql, rowsPerChunk);
    if (snapshots.found().differing().size() >= limits.differingRows()) {
      // so many are hardly on their way; let the target catch up before looking at each of them
      catchup.await(snapshots.behindSource());
      snapshots = compareSnapshots(pair, sourceSql, targetSql, rowsPerChunk);
    }
    Found found = snapshots.found();
    Strays strays = new Strays(source, catchup, limits.settleRounds());
    if (found.equal()) {
      Outcome equal = Outcome.equal(found, snapshots.position());
      return new Compared(strays.settle(pair, snapshots.added(equal)), snapshots.applied());
    }
    boolean searchedAll = found.differing().size() < limits.differingRows();
    Settled settled =
        new Settler(source, target, catchup, limits.settleRounds())
            .settle(pair, sourceSql, targetSql, List.copyOf(found.differing().keySet()));
    List<RowDifference> differences = describe(pair, sourceSql, targetSql, settled.confirmed());
    Outcome outcome = Outcome.settled(found, settled, differences, searchedAll);
    return new Compared(strays.settle(pair, snapshots.added(outcome)), snapshots.applied());
  }

  private record Snapshots(
      Found found,
      long applied,
      long position,
      long behindSource,
      Optional<Neighbours> neighbours) {
    Outcome added(Outcome outcome) {
      return neighbours.map(outcome::with).orElse(outcome);
    }
  }

  private Snapshots compareSnapshots(
      TablePair pair, TableSql sourceSql, TableSql targetSql, int rowsPerChunk) {
    Checkpoint before = checkpoint();
    try {
      Held held = source.hold(pair);
      Connection ofTarget = target.enter();
      long position =
          Checkpoint.read(ofTarget, stream).map(Checkpoint::position).orElse(before.position());
      Comparison comparison =
          new Comparison(
              new End(held.connection(), sourceSql),
              new End(ofTarget, targetSql),
              together,
              rowsPerChunk,
              limits.differingRows(),
              stopped);
      Found found = pair.order().ranges() ? comparison.byRanges() : comparison.byBuckets();
      return new Snapshots(
          found,
          before.offset(),
          position,
          held.position(),
          neighbours(pair, held.connection(), ofTarget, found));
    } catch (SQLException e) {
      throw failure(e);
    } finally {
      source.leave();
      target.leave();
    }
  }

  /** Rows that differ are left out at both ends: they may be on their way. */
  private Optional<Neighbours> neighbours(
      TablePair pair, Connection ofSource, Connection ofTarget, Found found) throws SQLException {
    Optional<VectorPair> vectors = source.vectors(pair);
    return vectors.isEmpty() || found.differing().size() > MOST_LEFT_OUT
        ? Optional.empty()
        : new NeighbourSearch(
                ofSource,
                ofTarget,
                limits.neighbourQueries(),
                ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE),
                stopped)
            .run(pair, vectors.get(), found.differing().keySet());
  }

  private Checkpoint checkpoint() {
    return target
        .read(c -> Checkpoint.read(c, stream))
        .orElse(new Checkpoint(Long.MIN_VALUE, 0, null, false));
  }

  private List<RowDifference> describe(
      TablePair pair, TableSql sourceSql, TableSql targetSql, Map<RowId, Sides> confirmed) {
    return source.read(
        ofSource ->
            target.read(
                ofTarget -> {
                  End here = new End(ofSource, sourceSql);
                  End there = new End(ofTarget, targetSql);
                  List<RowDifference> found = Differences.describe(pair, here, there, confirmed);
                  Optional<VectorPair> vectors = source.vectors(pair);
                  return vectors.isEmpty()
                      ? found
                      : VectorDifferences.explained(
                          pair, vectors.get().target(), here, there, found);
                }));
  }

  /** Which end failed is in the driver's message; the address of both is known to the reader. */
  private RuntimeException failure(SQLException e) {
    return ConnectionFailures.of(source.alive() ? target.address() : source.address(), e);
  }
}
