package io.tributary.database;

import io.tributary.common.model.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/**
 * One session at a PostgreSQL database. Every failure is a {@link DatabaseFailure} with the code
 * that its service gives it. Parameters are texts, numbers, booleans, times or arrays of texts,
 * numbers and booleans. Not thread-safe, except {@link #abort}.
 */
public final class DatabaseSession implements KeptSessions.Session {
  private static final int ALIVE_SECONDS = 2;

  private final DatabaseAddress place;
  private final Connection connection;
  private final Handle handle;
  private final SessionCalls calls;

  /**
   * Takes over an open connection in auto-commit mode.
   *
   * @param closing what becomes of it when the session is closed
   */
  DatabaseSession(
      DatabaseAddress place,
      Connection connection,
      FailureMapping failures,
      OneConnection.Closing closing) {
    this.place = place;
    this.connection = connection;
    this.calls = new SessionCalls(place, failures);
    this.handle = handle(connection, closing);
  }

  private static Handle handle(Connection connection, OneConnection.Closing closing) {
    Jdbi jdbi = Jdbi.create(new OneConnection(connection, closing));
    jdbi.registerArrayType(String.class, "text")
        .registerArrayType(Long.class, "int8")
        .registerArrayType(Double.class, "float8")
        .registerArrayType(Boolean.class, "bool");
    // A session is closed in its transaction on purpose: that takes it back.
    jdbi.getConfig(Handles.class).setForceEndTransactions(false);
    jdbi.getConfig(SqlStatements.class)
        .setSqlParser(new PositionalParser())
        .setTemplateEngine((sql, context) -> sql);
    return jdbi.open();
  }

  /** Where it leads. */
  public DatabaseAddress place() {
    return place;
  }

  /** The rows of a query, each as the reader makes it. */
  public <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... parameters) {
    return calls.make(
        () ->
            PositionalParser.bind(handle.createQuery(sql), parameters)
                .map((row, context) -> reader.read(row))
                .list());
  }

  /** The first row of a query, if there is one. */
  public <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... parameters) {
    return list(sql, reader, parameters).stream().findFirst();
  }

  /** The first column of every row. */
  public List<String> texts(String sql, @Nullable Object... parameters) {
    return list(sql, row -> row.getString(1), parameters);
  }

  /** The first column of the only row. */
  public String text(String sql, @Nullable Object... parameters) {
    return texts(sql, parameters).get(0);
  }

  /** The first column of the only row, as a number. */
  public long number(String sql, @Nullable Object... parameters) {
    return list(sql, row -> row.getLong(1), parameters).get(0);
  }

  /** Whether a query of one boolean says true; without a row it does not. */
  public boolean holds(String sql, @Nullable Object... parameters) {
    return first(sql, row -> row.getBoolean(1), parameters).orElse(false);
  }

  /** Runs one statement and counts the rows that it changed. */
  public int update(String sql, @Nullable Object... parameters) {
    return calls.make(() -> PositionalParser.bind(handle.createUpdate(sql), parameters).execute());
  }

  /** Runs one statement for each array of values, together. */
  public void updateAll(String sql, List<@Nullable Object[]> values) {
    if (!values.isEmpty()) {
      calls.make(
          () -> {
            PreparedBatch batch = handle.prepareBatch(sql);
            values.forEach(each -> PositionalParser.bind(batch, each).add());
            return batch.execute();
          });
    }
  }

  /**
   * Runs one statement, or several separated by semicolons in one round trip when there are no
   * parameters; question marks are then what the server takes them for.
   */
  public void run(String sql, @Nullable Object... parameters) {
    if (parameters.length > 0) {
      update(sql, parameters);
    } else if (!sql.isEmpty()) {
      with(
          jdbc -> {
            try (Statement statement = jdbc.createStatement()) {
              statement.setEscapeProcessing(false);
              return statement.execute(sql);
            }
          });
    }
  }

  /** Runs the statements of a plan in one round trip. */
  public void runAll(List<String> statements) {
    run(String.join(";\n", statements));
  }

  /** Does work that takes the driver's own means; its failures are this session's. */
  public <T> T with(ConnectionWork<T> work) {
    return calls.make(() -> work.on(connection));
  }

  /** Does the work in one transaction; any failure rolls it back. */
  public void inTransaction(Runnable work) {
    inTransaction(
        () -> {
          work.run();
          return null;
        });
  }

  /** The same with what the work makes. */
  public <T> T inTransaction(Supplier<T> work) {
    return calls.make(() -> handle.inTransaction(open -> work.get()));
  }

  /** Whether a transaction is open, as {@link #begin} leaves it. */
  public boolean isInTransaction() {
    return calls.make(handle::isInTransaction);
  }

  /** Does the work in one transaction and takes it back, whether it succeeded or not. */
  public void undone(Runnable work) {
    undone(
        () -> {
          work.run();
          return null;
        });
  }

  /** The same with what the work makes. */
  public <T> T undone(Supplier<T> work) {
    begin();
    try {
      return work.get();
    } finally {
      rollback();
    }
  }

  /** Begins a transaction that {@link #commit} or {@link #rollback} ends, or {@link #close}. */
  public void begin() {
    calls.make(handle::begin);
  }

  public void commit() {
    calls.make(handle::commit);
  }

  public void rollback() {
    calls.make(handle::rollback);
  }

  /** Gives up on a server that does not answer for so long; for ever when it is zero. */
  public void answerWithin(Duration limit) {
    with(
        jdbc -> {
          jdbc.setNetworkTimeout(
              Runnable::run, (int) Math.min(Integer.MAX_VALUE, limit.toMillis()));
          return true;
        });
  }

  /**
   * Names this session after its purpose and subject and ends what others of the name have left
   * behind, see {@link OlderSessions}.
   */
  public void succeed(String purpose, String subject) {
    run(OlderSessions.naming(purpose, subject));
    endOlder();
  }

  /** Ends other sessions of this one's name. */
  public void endOlder() {
    list(OlderSessions.END, row -> row.getBoolean(1));
  }

  /** Ends the sessions that are named after a purpose and a subject. */
  public void endNamed(String purpose, String subject) {
    list(OlderSessions.END_NAMED, row -> row.getBoolean(1), OlderSessions.name(purpose, subject));
  }

  /** Whether a call has waited for the server for so long, as far as that can be seen. */
  boolean waitsLongerThan(long nanos) {
    return calls.waitLongerThan(nanos);
  }

  /** Breaks the connection off; the call that waits for its server fails as unreachable. */
  void abort() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      // It is broken already.
    }
  }

  /** Such as 150018. */
  public int serverVersion() {
    return (int) number("SELECT current_setting('server_version_num')::bigint");
  }

  /** The driver's connection, for what only it can do; {@link #failure} tells its failures. */
  public Connection connection() {
    calls.lend();
    return connection;
  }

  /** What a failure on {@link #connection} means to the operator. */
  public DatabaseFailure failure(SQLException failure) {
    return calls.failure(failure);
  }

  /** Whether the server still answers; costs one round trip. */
  @Override
  public boolean alive() {
    try {
      return connection.isValid(ALIVE_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    SilenceWatch.forget(this);
    calls.make(
        () -> {
          handle.close();
          return true;
        });
  }
}
