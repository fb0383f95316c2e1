package io.tributary.validator.source;

import io.tributary.common.plan.Connection;
import io.tributary.common.plan.Source;
import io.tributary.validator.catalog.Catalog;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.compare.Together;
import io.tributary.validator.database.ConnectionFailures;
import io.tributary.validator.database.Session;
import io.tributary.validator.neighbour.VectorPair;
import io.tributary.validator.stream.Changed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A PostgreSQL source, whose tables are read where they are. */
public final class PostgresEnd implements SourceEnd {
  private final Source plan;
  private final Session session;

  /** Reads over a session, which it owns. */
  public PostgresEnd(Source plan, Session session) {
    this.plan = plan;
    this.session = session;
  }

  @Override
  public TableMap tables(Session target, Together together) {
    try {
      var catalogs =
          together.run(
              () -> session.read(c -> Catalog.read(c, TableMap.sourceSchemas(plan))),
              () -> target.read(c -> Catalog.read(c, TableMap.targetSchemas(plan))));
      return TableMap.of(plan, catalogs.source(), catalogs.target());
    } catch (SQLException e) {
      throw ConnectionFailures.of(session.address(), e);
    }
  }

  @Override
  public Optional<List<RowId>> ids(TablePair pair, Changed changed) {
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
  public Held hold(TablePair pair) throws SQLException {
    return enter();
  }

  @Override
  public Held again(TablePair pair) throws SQLException {
    return enter();
  }

  @Override
  public Held hold(Reading reading) throws SQLException {
    return enter();
  }

  private Held enter() throws SQLException {
    java.sql.Connection connection = session.enter();
    return new Held(connection, positionBehind(connection));
  }

  /**
   * The source's position behind everything that the open snapshot sees. To be asked after the
   * snapshot was taken: a transaction becomes visible only after its commit record is in the log.
   */
  private static long positionBehind(java.sql.Connection source) throws SQLException {
    try (Statement statement = source.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public void leave() {
    session.leave();
  }

  @Override
  public <T> T read(Session.Reads<T> reads) {
    return session.read(reads);
  }

  @Override
  public Aside aside(TablePair pair) {
    return Aside.NONE;
  }

  /**
   * Vectors of PostgreSQL have the same index at both ends, and need no search to be told equal.
   */
  @Override
  public Optional<VectorPair> vectors(TablePair pair) {
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
  public Connection address() {
    return session.address();
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
