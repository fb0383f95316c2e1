package io.tributary.validator.source.postgresql;

import io.tributary.common.plan.source.Source;
import io.tributary.validator.catalog.DatabaseCatalog;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.changes.ChangedRows;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.database.ParallelReads;
import io.tributary.validator.database.ReadingSession;
import io.tributary.validator.neighbour.SearchedColumnPair;
import io.tributary.validator.source.end.AppliedPositions;
import io.tributary.validator.source.end.PairedEnds;
import io.tributary.validator.source.end.RowsLeftOut;
import io.tributary.validator.source.end.WatchedSource;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A PostgreSQL source and its target.
 *
 * @param plan the source as the migration file describes it
 * @param leader the source
 * @param follower the target
 */
public record PostgresEnds(Source plan, PostgresEnd leader, PostgresEnd follower)
    implements PairedEnds {

  /** Opens a session to each. */
  public static PairedEnds open(WatchedSource watched) {
    Supplier<ReadingSession> opening =
        () -> watched.sessions().open(watched.plan().postgres().connection());
    ReadingSession source = opening.get();
    try {
      return new PostgresEnds(
          watched.plan(),
          PostgresEnd.leading(source, watched.stream()).with(opening),
          PostgresEnd.following(watched.targetSession(), watched.stream())
              .with(watched::targetSession));
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  @Override
  public AppliedPositions applied() {
    return follower.applied();
  }

  @Override
  public AppliedPositions appliedByOther() {
    return leader.applied();
  }

  @Override
  public TableMap tables(ParallelReads reads) {
    try {
      var catalogs =
          reads.run(
              () -> leader.read(c -> DatabaseCatalog.read(c, TableMap.sourceSchemas(plan))),
              () -> follower.read(c -> DatabaseCatalog.read(c, TableMap.targetSchemas(plan))));
      return TableMap.of(plan, catalogs.source(), catalogs.target());
    } catch (SQLException e) {
      throw leader.failure(e);
    }
  }

  @Override
  public Optional<List<RowId>> changedIds(TablePair pair, ChangedRows changed) {
    var names = new HashSet<>(pair.source().keyNames());
    if (!pair.keyed() || !changed.keys().stream().allMatch(k -> k.keySet().equals(names))) {
      return Optional.empty();
    }
    return Optional.of(changed.keys().stream().map(key -> id(pair, key)).toList());
  }

  private static RowId id(TablePair pair, Map<String, String> key) {
    return new RowId(pair.source().keyNames().stream().map(key::get).toList());
  }

  @Override
  public Optional<RowsLeftOut> leftOut(TablePair pair) {
    return Optional.empty();
  }

  /**
   * Vectors of PostgreSQL have the same index at both ends, and need no search to be told equal.
   */
  @Override
  public Optional<SearchedColumnPair> searchedColumn(TablePair pair) {
    return Optional.empty();
  }

  @Override
  public boolean doubtsChangedRows() {
    return false;
  }

  @Override
  public boolean holdsRanges(TablePair pair) {
    return true;
  }
}
