package io.tributary.validator.source.postgresql;

import io.tributary.common.plan.source.Source;
import io.tributary.database.ConnectionWork;
import io.tributary.database.DatabaseFailure;
import io.tributary.validator.catalog.DatabaseCatalog;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.changes.ChangedRows;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.database.BoundStatement;
import io.tributary.validator.database.ParallelReads;
import io.tributary.validator.database.ReadingSession;
import io.tributary.validator.neighbour.SearchedColumnPair;
import io.tributary.validator.source.end.FenceReading;
import io.tributary.validator.source.end.HeldRows;
import io.tributary.validator.source.end.RowsLeftOut;
import io.tributary.validator.source.end.SourceEnd;
import io.tributary.validator.source.end.WatchedSource;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A PostgreSQL source, whose tables are read where they are. */
public final class PostgresEnd implements SourceEnd {
  private final Source plan;
  private final ReadingSession session;

  private PostgresEnd(Source plan, ReadingSession session) {
    this.plan = plan;
    this.session = session;
  }

  /** Opens a session to the source. */
  public static SourceEnd open(WatchedSource watched) {
    Source plan = watched.plan();
    return new PostgresEnd(plan, watched.sessions().open(plan.postgres().connection()));
  }

  @Override
  public TableMap tables(ReadingSession target, ParallelReads reads) {
    try {
      var catalogs =
          reads.run(
              () -> session.read(c -> DatabaseCatalog.read(c, TableMap.sourceSchemas(plan))),
              () -> target.read(c -> DatabaseCatalog.read(c, TableMap.targetSchemas(plan))));
      return TableMap.of(plan, catalogs.source(), catalogs.target());
    } catch (SQLException e) {
      throw session.failure(e);
    }
  }

  @Override
  public Optional<List<RowId>> targetIds(TablePair pair, ChangedRows changed) {
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
  public HeldRows hold(TablePair pair) throws SQLException {
    return enter();
  }

  @Override
  public HeldRows holdAgain(TablePair pair) throws SQLException {
    return enter();
  }

  @Override
  public HeldRows hold(FenceReading reading) throws SQLException {
    return enter();
  }

  private HeldRows enter() throws SQLException {
    java.sql.Connection connection = session.enter();
    return HeldRows.whole(connection, positionBehind(connection));
  }

  /**
   * The source's position behind everything that the open snapshot sees. To be asked after the
   * snapshot was taken: a transaction becomes visible only after its commit record is in the log.
   */
  private static long positionBehind(java.sql.Connection source) throws SQLException {
    return BoundStatement.of("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint")
        .first(source, row -> row.getLong(1))
        .orElseThrow();
  }

  @Override
  public void release() {
    session.leave();
  }

  @Override
  public <T> T read(ConnectionWork<T> reads) {
    return session.read(reads);
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
  public boolean alive() {
    return session.alive();
  }

  @Override
  public DatabaseFailure failure(SQLException e) {
    return session.failure(e);
  }

  @Override
  public void abort() {
    session.abort();
  }

  @Override
  public void close() {
    session.close();
  }
}
