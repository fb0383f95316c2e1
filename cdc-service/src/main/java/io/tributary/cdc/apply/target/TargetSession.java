package io.tributary.cdc.apply.target;

import io.smallrye.mutiny.Uni;
import io.tributary.cdc.apply.ApplyConfig;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import io.tributary.common.secret.SecretReader;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One connection to the target. Blocking towards its one caller, pipelined towards the server:
 * statements may be sent without waiting for each other's answers. Every failure is a {@link
 * TargetFailure}.
 */
public final class TargetSession implements TargetCalls, AutoCloseable {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final PgConnection connection;
  private final String target;
  private final Duration limit;

  private TargetSession(PgConnection connection, String target, Duration limit) {
    this.connection = connection;
    this.target = target;
    this.limit = limit;
  }

  /** Connects and makes the settings under which literals mean what they meant at the source. */
  public static TargetSession open(
      Vertx vertx, Migration migration, Source source, SecretReader secrets, ApplyConfig config) {
    String target = migration.target().connection().display();
    Duration connectLimit = Duration.ofMillis(2L * config.connectTimeoutMillis());
    PgConnection connection =
        await(
            PgConnection.connect(
                vertx,
                TargetAddress.options(
                    migration.target().connection(), secrets, config.connectTimeoutMillis())),
            connectLimit,
            target);
    TargetSession session =
        new TargetSession(connection, target, Duration.ofSeconds(config.statementTimeoutSeconds()));
    try {
      session.command(SessionSettings.sql(migration, source));
    } catch (TargetFailure e) {
      session.close();
      throw e;
    }
    return session;
  }

  /** Runs text without parameters; several statements may be separated by semicolons. */
  public void command(String sql) {
    await(connection.query(sql).execute(), limit, target);
  }

  /** Runs one statement with ordinary parameters. */
  public RowSet<Row> query(String sql, Object... parameters) {
    return await(connection.preparedQuery(sql).execute(Tuple.from(parameters)), limit, target);
  }

  @Override
  public List<List<String>> call(String sql, Object... parameters) {
    List<List<String>> rows = new ArrayList<>();
    for (Row row : query(sql, parameters)) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        values.add(row.getString(i));
      }
      rows.add(values);
    }
    return rows;
  }

  /** Runs a statement. */
  public RowSet<Row> run(Statement statement) {
    return answer(send(statement));
  }

  /** Sends a statement behind those that were sent before, without waiting for their answers. */
  CompletableFuture<RowSet<Row>> send(Statement statement) {
    return connection
        .preparedQuery(statement.sql())
        .execute(Tuple.from(statement.parameters()))
        .subscribeAsCompletionStage();
  }

  /** Waits for the answer to a statement that was sent. */
  RowSet<Row> answer(CompletableFuture<RowSet<Row>> sent) {
    return await(sent, limit, target);
  }

  @Override
  public void close() {
    try {
      connection.close().await().atMost(CLOSE_LIMIT);
    } catch (RuntimeException e) {
      // It is gone either way; the server ends the session when it notices.
      connection.getDelegate().close();
    }
  }

  private static <T> T await(Uni<T> uni, Duration limit, String target) {
    return await(uni.subscribeAsCompletionStage(), limit, target);
  }

  private static <T> T await(CompletableFuture<T> answer, Duration limit, String target) {
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | CompletionException e) {
      throw TargetFailure.of(target, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw TargetFailure.of(target, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TargetFailure.of(target, e);
    }
  }
}
