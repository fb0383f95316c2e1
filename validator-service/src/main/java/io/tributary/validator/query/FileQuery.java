package io.tributary.validator.query;

import io.tributary.common.error.SqliteMessage;
import io.tributary.common.error.TributaryException;
import io.tributary.validator.load.LoadLimit;
import io.tributary.validator.source.sqlite.file.SqliteFileReader;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A query in a SQLite file that is open for reading only. Waiting for a writer's lock is not
 * counted. In a rollback mode writers wait for a run as they do for any reader, at most for its
 * limit.
 */
final class FileQuery implements QueryEnd {
  private final SqliteFileReader file;
  private final QueryPlace place;
  private final String sql;
  private final Executor executor;
  private volatile boolean overdue;

  /**
   * A query in a file.
   *
   * @param executor breaks off what takes too long
   */
  FileQuery(Path path, QueryPlace place, String sql, Executor executor) {
    this.file = SqliteFileReader.open(path, LoadLimit.none());
    this.place = place;
    this.sql = sql;
    this.executor = executor;
  }

  @Override
  public void warmUp() {
    run();
  }

  @Override
  public QueryRun run() {
    CompletableFuture<Void> limit =
        CompletableFuture.runAsync(
            this::breakOff,
            CompletableFuture.delayedExecutor(
                place.limitMillis(), TimeUnit.MILLISECONDS, executor));
    try {
      file.begin();
      return fetched();
    } catch (SQLException | CancellationException e) {
      throw failure(e);
    } finally {
      limit.cancel(false);
      end();
    }
  }

  private QueryRun fetched() throws SQLException {
    long start = System.nanoTime();
    // SQLite's driver runs the first statement of a text and passes over the rest.
    try (PreparedStatement statement = file.prepare(sql);
        ResultSet rows = statement.executeQuery()) {
      int columns = rows.getMetaData().getColumnCount();
      long count = 0;
      while (rows.next()) {
        for (int i = 1; i <= columns; i++) {
          rows.getObject(i);
        }
        count++;
      }
      return QueryRun.since(start, count);
    }
  }

  private void breakOff() {
    overdue = true;
    abort();
  }

  private TributaryException failure(Exception e) {
    return overdue ? place.overdue(e) : place.failed(SqliteMessage.of(e), e);
  }

  private void end() {
    try {
      file.end();
    } catch (SQLException e) {
      // It is closed next, which ends its read as well.
    }
  }

  @Override
  public void abort() {
    file.abort();
  }

  @Override
  public void close() {
    file.close();
  }
}
