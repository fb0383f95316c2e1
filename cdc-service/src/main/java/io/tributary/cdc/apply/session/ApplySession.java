package io.tributary.cdc.apply.session;

import io.smallrye.mutiny.Uni;
import io.tributary.cdc.apply.policy.ApplySettings;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.secret.SecretReader;
import io.tributary.database.OlderSessions;
import io.tributary.database.SilencePatience;
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
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a stream to the target. It blocks its caller, but statements may be sent
 * without waiting for the answers to those before. Every failure is a {@link TargetFailure}. One
 * thread.
 */
public final class ApplySession implements TargetCalls, AutoCloseable {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final PgConnection connection;
  private final String end;
  private final Duration limit;
  private final BooleanSupplier login;

  private ApplySession(PgConnection connection, String end, Duration limit, BooleanSupplier login) {
    this.connection = connection;
    this.end = end;
    this.limit = limit;
    this.login = login;
  }

  /** Connects and makes the settings under which literals mean what they meant at the source. */
  public static ApplySession open(
      Vertx vertx, MovingSource moving, SecretReader secrets, ApplySettings settings) {
    StreamEnd end = StreamEnd.of(moving);
    PgConnection connection = connect(vertx, end, secrets, settings.connectTimeoutMillis());
    ApplySession session =
        new ApplySession(
            connection,
            end.name(),
            Duration.ofSeconds(settings.statementTimeoutSeconds()),
            () -> answers(vertx, end, secrets, settings.connectTimeoutMillis() / 2));
    try {
      session.command(ApplySessionSettings.sql(moving));
      // What an instance that is gone has left behind would keep the checkpoint locked.
      session.command(OlderSessions.naming("apply", moving.stream().toString()));
      session.command(OlderSessions.END);
    } catch (TargetFailure e) {
      session.close();
      throw e;
    }
    return session;
  }

  /** Whether the target answers a login in some seconds, be it by a refusal. */
  private static boolean answers(
      Vertx vertx, StreamEnd end, SecretReader secrets, int timeoutMillis) {
    try {
      connect(vertx, end, secrets, timeoutMillis).closeAndForget();
      return true;
    } catch (TargetFailure e) {
      return !e.silent();
    }
  }

  /** A connection without any setting of ours. */
  static PgConnection connect(Vertx vertx, StreamEnd end, SecretReader secrets, int timeoutMillis) {
    try {
      return await(
          PgConnection.connect(vertx, TargetAddress.options(end.address(), secrets, timeoutMillis)),
          Duration.ofMillis(2L * timeoutMillis),
          end.name());
    } catch (TargetFailure e) {
      throw HandshakeFailure.explained(e, end, secrets);
    }
  }

  /** Runs text without parameters; several statements may be separated by semicolons. */
  public void command(String sql) {
    await(connection.query(sql).execute().subscribeAsCompletionStage());
  }

  /** Runs one statement with ordinary parameters. */
  public RowSet<Row> query(String sql, @Nullable Object... parameters) {
    return await(
        connection.preparedQuery(sql).execute(Tuple.from(parameters)).subscribeAsCompletionStage());
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
  public RowSet<Row> run(TargetStatement statement) {
    return answer(send(statement));
  }

  /** Sends a statement behind those that were sent before, without waiting for their answers. */
  public CompletableFuture<RowSet<Row>> send(TargetStatement statement) {
    return connection
        .preparedQuery(statement.sql())
        .execute(Tuple.from(statement.parameters()))
        .subscribeAsCompletionStage();
  }

  /** Waits for the answer to a statement that was sent. */
  public RowSet<Row> answer(CompletableFuture<RowSet<Row>> sent) {
    return await(sent);
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

  /**
   * Waits as long as a statement may take, and no longer than the target answers anybody: a network
   * that drops packets without a word looks like a statement that takes long.
   */
  private <T> T await(CompletableFuture<T> answer) {
    long end = System.nanoTime() + limit.toNanos();
    int silent = 0;
    while (silent < SilencePatience.LOGINS && System.nanoTime() < end && !done(answer)) {
      silent = login.getAsBoolean() ? 0 : silent + 1;
    }
    return await(answer, Duration.ZERO, this.end);
  }

  /** Waits a while for a statement to succeed or fail. */
  private boolean done(CompletableFuture<?> answer) {
    try {
      long patience = Math.min(limit.toMillis(), SilencePatience.STATEMENT.toMillis());
      answer.get(patience, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TargetFailure.of(end, e);
    } catch (ExecutionException | CompletionException e) {
      return true;
    }
    return true;
  }

  private static <T> T await(Uni<T> uni, Duration limit, String end) {
    return await(uni.subscribeAsCompletionStage(), limit, end);
  }

  private static <T> T await(CompletableFuture<T> answer, Duration limit, String end) {
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | CompletionException e) {
      throw TargetFailure.of(end, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw TargetFailure.of(end, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TargetFailure.of(end, e);
    }
  }
}
