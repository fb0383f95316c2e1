package io.tributary.cdc.schema.state;

import io.tributary.cdc.database.Databases;
import io.tributary.checks.existing.ConnectionDdl;
import io.tributary.common.ddl.DdlTarget;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A connection that turns failures of PostgreSQL into errors an operator can act on. Not
 * thread-safe. Arguments are strings, numbers, booleans or {@code String[]}, {@code Long[]}, {@code
 * Boolean[]} for arrays.
 */
public final class SchemaSession implements AutoCloseable {
  private static final String NO_RIGHT = "42501";
  private static final int ALIVE_SECONDS = 2;
  private static final List<String> NAME_TAKEN = List.of("42P07", "42710", "42723", "42P06");

  private final DatabaseAddress place;
  private final java.sql.Connection jdbc;

  public SchemaSession(Databases databases, DatabaseAddress place) {
    this.place = place;
    this.jdbc = databases.open(place);
  }

  /** Reads one row. */
  @FunctionalInterface
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Where it leads. */
  public DatabaseAddress place() {
    return place;
  }

  /** Runs one statement, or several separated by semicolons when there are no arguments. */
  public void run(String sql, Object... arguments) {
    try {
      if (arguments.length == 0) {
        try (Statement statement = jdbc.createStatement()) {
          statement.setEscapeProcessing(false);
          statement.execute(sql);
        }
      } else {
        try (PreparedStatement statement = bind(sql, arguments)) {
          statement.execute();
        }
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Runs the statements of a plan in as few round trips as possible. */
  public void runAll(List<String> statements) {
    if (!statements.isEmpty()) {
      run(String.join(";\n", statements));
    }
  }

  public <T> List<T> list(String sql, Row<T> row, Object... arguments) {
    try (PreparedStatement statement = bind(sql, arguments);
        ResultSet rows = statement.executeQuery()) {
      List<T> found = new ArrayList<>();
      while (rows.next()) {
        found.add(row.read(rows));
      }
      return found;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  public <T> Optional<T> first(String sql, Row<T> row, Object... arguments) {
    return list(sql, row, arguments).stream().findFirst();
  }

  /** Whether a query of one boolean says true. */
  public boolean holds(String sql, Object... arguments) {
    return first(sql, row -> row.getBoolean(1), arguments).orElse(false);
  }

  /** Does the work in one transaction; any failure rolls it back. */
  public void inTransaction(Runnable work) {
    try {
      jdbc.setAutoCommit(false);
      try {
        work.run();
        jdbc.commit();
      } catch (RuntimeException | SQLException e) {
        jdbc.rollback();
        throw e;
      } finally {
        jdbc.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Its open transaction, for a DDL file. */
  public DdlTarget ddl() {
    return new ConnectionDdl(jdbc, this::failure);
  }

  /** Does the work in one transaction and takes it back, whether it succeeded or not. */
  public void undone(Runnable work) {
    begin();
    try {
      work.run();
    } finally {
      rollback();
    }
  }

  /** Begins a transaction that {@link #rollback} ends, or {@link #close}. */
  public void begin() {
    try {
      jdbc.setAutoCommit(false);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Ends what {@link #begin} began. */
  public void rollback() {
    try {
      jdbc.rollback();
      jdbc.setAutoCommit(true);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  public int serverVersion() {
    return first("SHOW server_version_num", row -> row.getInt(1)).orElseThrow();
  }

  /** Whether the server still answers; costs one round trip. */
  public boolean alive() {
    try {
      return jdbc.isValid(ALIVE_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      jdbc.close();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private PreparedStatement bind(String sql, Object... arguments) throws SQLException {
    PreparedStatement statement = jdbc.prepareStatement(sql);
    for (int i = 0; i < arguments.length; i++) {
      Object argument = arguments[i];
      if (argument instanceof String[] texts) {
        statement.setArray(i + 1, jdbc.createArrayOf("text", texts));
      } else if (argument instanceof Long[] numbers) {
        statement.setArray(i + 1, jdbc.createArrayOf("int8", numbers));
      } else if (argument instanceof Boolean[] flags) {
        statement.setArray(i + 1, jdbc.createArrayOf("bool", flags));
      } else {
        statement.setObject(i + 1, argument);
      }
    }
    return statement;
  }

  private TributaryException failure(SQLException e) {
    String where = place.display() + " as user " + place.user();
    Map<String, String> fields = Map.of("database", place.display(), "user", place.user());
    if (NO_RIGHT.equals(e.getSQLState())) {
      return new TributaryException(
          SchemaError.RIGHTS,
          "A right is missing at "
              + where
              + ": "
              + e.getMessage()
              + ". The target connection's role needs CREATEDB, CREATEROLE, CREATE on the database,"
              + " and membership (with ADMIN, SET and INHERIT) in application roles that exist"
              + " already; or let it be a superuser.",
          fields,
          e);
    }
    if (NAME_TAKEN.contains(e.getSQLState())) {
      return new TributaryException(
          SchemaError.COLLISION,
          "A name is taken twice at "
              + where
              + ": "
              + e.getMessage()
              + ". Map one of the two to another target schema, or exclude it.",
          fields,
          e);
    }
    return Databases.failure(place, e);
  }
}
