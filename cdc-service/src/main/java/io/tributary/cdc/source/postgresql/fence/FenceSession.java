package io.tributary.cdc.source.postgresql.fence;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.source.FenceError;
import io.tributary.cdc.source.MovingSource;
import io.tributary.common.change.FenceMark;
import io.tributary.common.error.Sentences;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.FenceObserved;
import io.tributary.database.KeptSessions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One open connection to a source and what a fence asks and does there. Nothing is committed unless
 * {@link #commit} is called: a connection that breaks leaves the source as it was. Not thread-safe.
 */
final class FenceSession implements KeptSessions.Session {
  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static final int ALIVE_SECONDS = 2;

  private final MovingSource subject;
  private final Connection connection;

  FenceSession(Databases databases, MovingSource subject) {
    this.subject = subject;
    this.connection = databases.open(subject.source().postgres().connection());
    try {
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /**
   * A table with a fence trigger.
   *
   * @param table the table
   * @param migration whose fence it is
   * @param source whose fence it is
   * @param enabled whether it refuses writes
   */
  record FencedTable(TableName table, String migration, String source, boolean enabled) {
    boolean of(MovingSource moving) {
      return new StreamId(migration, source).equals(moving.stream());
    }
  }

  /** The tables that move, sorted by name so that two fences lock them in the same order. */
  List<TableName> tables() throws SQLException {
    List<TableName> tables = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(FenceStatements.TABLES)) {
      query.setArray(1, connection.createArrayOf("text", subject.schemas()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          TableName table = new TableName(rows.getString(1), rows.getString(2));
          if (subject.moves(table)) {
            tables.add(table);
          }
        }
      }
    }
    return tables;
  }

  /** All tables with a fence trigger, of this source or of another one. */
  List<FencedTable> fenced() throws SQLException {
    List<FencedTable> fenced = new ArrayList<>();
    try (Statement query = connection.createStatement();
        ResultSet rows = query.executeQuery(FenceStatements.FENCED)) {
      while (rows.next()) {
        fenced.add(
            new FencedTable(
                new TableName(rows.getString(1), rows.getString(2)),
                rows.getString(3),
                rows.getString(4),
                rows.getBoolean(5)));
      }
    }
    return fenced;
  }

  /** Whether the schema of the fence exists. */
  boolean schemaExists() throws SQLException {
    return truth(FenceStatements.STANDS);
  }

  /** Whether any source of this database is fenced. */
  boolean anyToken() throws SQLException {
    return truth(FenceStatements.ANY_TOKEN);
  }

  /** The fence of this migration and source. */
  Optional<FenceObserved> token() throws SQLException {
    if (!schemaExists()) {
      return Optional.empty();
    }
    try (PreparedStatement query = connection.prepareStatement(FenceStatements.TOKEN)) {
      bind(query);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.of(
                new FenceObserved(
                    row.getString(1),
                    row.getLong(2),
                    false,
                    row.getObject(3, OffsetDateTime.class).toInstant(),
                    row.getInt(4)))
            : Optional.empty();
      }
    }
  }

  /** Runs a statement that takes the migration, the source and these parameters, if any. */
  void update(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement);
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 3, parameters[i]);
      }
      statement.executeUpdate();
    }
  }

  /** Runs statements without parameters in one round trip. */
  void execute(String statements) throws SQLException {
    if (!statements.isEmpty()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(statements);
      }
    }
  }

  /** Writes a token, or that the fence is lifted, into the stream with the open transaction. */
  void emit(String mark) throws SQLException {
    try (PreparedStatement emit = connection.prepareStatement(FenceStatements.EMIT)) {
      emit.setString(1, FenceMark.prefix(subject.stream()));
      emit.setString(2, mark);
      emit.execute();
    }
  }

  /**
   * How long one attempt may hold locks while it waits for more, in milliseconds: a session that
   * waits for us must not see its {@code deadlock_timeout} pass.
   */
  long attemptMillis(FenceSettings settings) throws SQLException {
    return Math.max(1, Math.min(settings.attemptMillis(), deadlockTimeoutMillis() / 2));
  }

  /** After how long the source's server looks for deadlocks, in milliseconds. */
  long deadlockTimeoutMillis() throws SQLException {
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery(FenceStatements.DEADLOCK_TIMEOUT)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Gives up on a server that does not answer for so long. */
  void answerWithin(long millis) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, (int) Math.min(Integer.MAX_VALUE, millis));
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

  Connection connection() {
    return connection;
  }

  void commit() throws SQLException {
    connection.commit();
  }

  void rollback() throws SQLException {
    connection.rollback();
  }

  /** What a failed statement means to the operator. */
  TributaryException failure(SQLException e) {
    if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
      return new TributaryException(
          FenceError.DENIED,
          "The fence of source %s could not be changed: %s. Role %s needs CREATE on the database and ownership of the tables; preflight prints the statements."
              .formatted(
                  subject.source().name(),
                  Sentences.of(e),
                  subject.source().postgres().connection().user()),
          subject.fields(),
          e);
    }
    return Databases.failure(subject.source().postgres().connection(), e);
  }

  private boolean truth(String sql) throws SQLException {
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery(sql)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private void bind(PreparedStatement statement) throws SQLException {
    statement.setString(1, subject.migration().name());
    statement.setString(2, subject.source().name());
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(e);
    }
  }
}
