package io.tributary.validator.query;

import io.tributary.common.error.TributaryException;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseFailure;
import io.tributary.database.DatabaseSession;
import io.tributary.database.FailureKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/**
 * A query at a PostgreSQL. Each run has a read-only transaction of its own, is limited by the
 * server, and finds no names by itself but PostgreSQL's own: a function of the application's could
 * be taken for one of these, and be called by the role of the migration.
 */
final class DatabaseQuery implements QueryEnd {
  private static final int FETCHED_AT_ONCE = 1_000;
  private static final long MOST_ROWS = 100_000;
  private static final long MOST_MEBIBYTES = 16;
  private static final long MEBIBYTE = 1 << 20;

  private final DatabaseSession session;
  private final QueryPlace place;
  private final String sql;
  private final Optional<String> role;

  /**
   * A query over a session that cannot write; the session is closed with it.
   *
   * @param role whom to act as; empty for the login itself
   */
  DatabaseQuery(DatabaseSession session, QueryPlace place, String sql, Optional<String> role) {
    this.session = session;
    this.place = place;
    this.sql = sql;
    this.role = role;
  }

  /**
   * The driver would send several statements one after the other, and the first could end the
   * transaction that cannot write.
   */
  private void requireOneStatement() throws SQLException {
    List<NativeQuery> statements = Parser.parseJdbcSql(sql, true, false, true, false, false);
    if (statements.size() != 1) {
      throw place.failed("it is not one statement but " + statements.size(), null);
    }
  }

  /** Rows come in portions, so that a result too large for the heap is told instead of fetched. */
  @Override
  public void warmUp() {
    reading(
        statement -> {
          requireOneStatement();
          statement.setFetchSize(FETCHED_AT_ONCE);
          try (ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            long bytes = 0;
            for (long count = 1; rows.next(); count++) {
              for (int i = 1; i <= columns; i++) {
                byte[] value = rows.getBytes(i);
                bytes += value == null ? 0 : value.length;
              }
              if (count > MOST_ROWS || bytes > MOST_MEBIBYTES * MEBIBYTE) {
                throw place.tooLarge(MOST_ROWS, MOST_MEBIBYTES);
              }
            }
          }
          return true;
        });
  }

  /** All rows at once, as drivers fetch them by default: PostgreSQL plans no workers otherwise. */
  @Override
  public QueryRun run() {
    return reading(
        statement -> {
          long start = System.nanoTime();
          try (ResultSet rows = statement.executeQuery(sql)) {
            long count = 0;
            while (rows.next()) {
              count++;
            }
            return QueryRun.since(start, count);
          }
        });
  }

  /** What is done with a statement. */
  private interface Reading<T> {
    T of(Statement statement) throws SQLException;
  }

  private <T> T reading(Reading<T> reading) {
    try {
      return session.with(connection -> inTransaction(connection, reading));
    } catch (DatabaseFailure e) {
      throw failure(e);
    }
  }

  private <T> T inTransaction(Connection connection, Reading<T> reading) throws SQLException {
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      // For this transaction, and each time: a query may have set another one.
      if (role.isPresent()) {
        statement.execute("SET LOCAL ROLE " + Sql.identifier(role.get()));
      } else {
        statement.execute("SELECT 1");
      }
      return reading.of(statement);
    } finally {
      connection.rollback();
    }
  }

  private TributaryException failure(DatabaseFailure e) {
    return e.kind() == FailureKind.CANCELED ? place.overdue(e) : place.failed(e.reason(), e);
  }

  @Override
  public void abort() {
    try {
      session.connection().unwrap(org.postgresql.PGConnection.class).cancelQuery();
      session.connection().abort(Runnable::run);
    } catch (SQLException e) {
      // It is gone already, which is what was asked for.
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (DatabaseFailure e) {
      // The server forgets a reading session by itself.
    }
  }
}
