package io.tributary.cdc.pooler;

import io.tributary.cdc.apply.session.TargetAddress;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.secret.SecretReader;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One connection to the admin console of PgBouncer, which knows simple queries alone and takes no
 * settings. Every failure is a {@link PoolerError}. It blocks its caller for some seconds at most;
 * one thread.
 */
final class AdminConsole implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final DatabaseAddress place;
  private final PgConnection connection;

  private AdminConsole(DatabaseAddress place, PgConnection connection) {
    this.place = place;
    this.connection = connection;
  }

  /** Logs in. */
  static AdminConsole open(Vertx vertx, DatabaseAddress place, SecretReader secrets) {
    PgConnectOptions options =
        TargetAddress.options(place, secrets, (int) LIMIT.toMillis())
            .setCachePreparedStatements(false)
            // What the driver asks for besides is refused by a pooler that was not told to ignore
            // it.
            .setProperties(
                new HashMap<>(Map.of("application_name", "tributary", "client_encoding", "utf8")));
    PgConnection opened =
        await(place, PgConnection.connect(vertx, options).subscribeAsCompletionStage(), LIMIT);
    return new AdminConsole(place, opened);
  }

  /** The rows of a command that shows something; a column without a value is left out. */
  List<Map<String, String>> show(String command) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Row row :
        await(place, connection.query(command).execute().subscribeAsCompletionStage(), LIMIT)) {
      Map<String, String> values = new HashMap<>();
      for (int i = 0; i < row.size(); i++) {
        Object value = row.getValue(i);
        if (value != null) {
          values.put(row.getColumnName(i), value.toString());
        }
      }
      rows.add(values);
    }
    return rows;
  }

  /** Gives a command that is carried out at once. */
  void order(String command) {
    await(place, send(command), LIMIT);
  }

  /** Gives a command that may take its time; {@link #answer} tells how it ended. */
  CompletableFuture<?> send(String command) {
    return connection.query(command).execute().subscribeAsCompletionStage();
  }

  /** What came of a command that has ended. */
  void answer(CompletableFuture<?> ended) {
    await(place, ended, LIMIT);
  }

  private static <T> T await(DatabaseAddress place, CompletableFuture<T> answer, Duration limit) {
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw ConsoleFailure.silent(place, limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ConsoleFailure.unreachable(place, e);
    } catch (ExecutionException | CompletionException e) {
      throw failure(place, e.getCause() == null ? e : e.getCause());
    }
  }

  private static TributaryException failure(DatabaseAddress place, Throwable cause) {
    return cause instanceof PgException answer
        ? ConsoleFailure.answered(place, answer)
        : ConsoleFailure.unreachable(place, cause);
  }

  @Override
  public void close() {
    // Not waited for: a console that waits for a pause does not answer.
    connection.getDelegate().close();
  }
}
