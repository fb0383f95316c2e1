package io.tributary.database;

import io.tributary.common.tls.TlsRefusal;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** What a failure of PostgreSQL is about, by its SQLSTATE or cause; the first kind that matches. */
public enum FailureKind {
  /** Certificates, or whether to encrypt: one side takes none of what the other offers. */
  TLS_REFUSED(),
  /** User or password is wrong, or missing: the driver reports that by a state of its own. */
  LOGIN_REFUSED("28", "08004"),
  NO_DATABASE("3D000"),
  /** A resource of the server is used up, such as its connections. */
  NO_ROOM("53"),
  /** The statement was canceled, by its time limit or by somebody. */
  CANCELED("57014"),
  /** No connection, or none any more. */
  UNREACHABLE("08", "57"),
  RIGHT_MISSING("42501"),
  LOCK_NOT_AVAILABLE("55P03"),
  DEADLOCK("40P01"),
  SERIALIZATION("40001"),
  /** A table, type, function or schema of that name is there already. */
  NAME_TAKEN("42P07", "42710", "42723", "42P06"),
  /** A statement names a table, column, function, object or schema that is not there. */
  UNDEFINED("42P01", "42703", "42883", "42704", "3F000"),
  UNIQUE_VIOLATION("23505"),
  OTHER("");

  private final List<String> states;

  FailureKind(String... states) {
    this.states = List.of(states);
  }

  static FailureKind of(SQLException failure) {
    // The driver reports these by the states of a lost connection or of a wrong password.
    if (TlsRefusal.in(failure)) {
      return TLS_REFUSED;
    }
    String state = state(failure);
    return Stream.of(values())
        .filter(kind -> kind.states.stream().anyMatch(state::startsWith))
        .findFirst()
        .orElseThrow();
  }

  /** The SQLSTATE, empty when there is none. */
  static String state(SQLException failure) {
    return failure.getSQLState() == null ? "" : failure.getSQLState();
  }
}
