package io.tributary.orchestrator.store;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.sql.Sql;
import io.tributary.common.tls.TlsRefusal;
import io.tributary.database.DatabaseFailure;
import io.tributary.database.FailureKind;
import io.tributary.database.ServerMessage;
import java.sql.SQLException;

/** What a failed login or statement at a target means to the operator. */
final class StoreFailures {
  private StoreFailures() {}

  static DatabaseFailure of(DatabaseAddress target, FailureKind kind, SQLException e) {
    String where = "target " + target.display() + " as user " + target.user();
    return switch (kind) {
      case TLS_REFUSED ->
          failure(
              StoreError.TLS,
              "No encrypted connection to "
                  + where
                  + ": "
                  + TlsRefusal.reason(e)
                  + ". Check tls, tls-ca, tls-certificate and tls-key in the file.",
              target,
              e);
      case LOGIN_REFUSED ->
          failure(
              StoreError.PASSWORD,
              "Login refused at " + where + ". Check user and password in the file.",
              target,
              e);
      case NO_DATABASE ->
          failure(
              StoreError.NO_DATABASE,
              "There is no database at " + where + ". Create it, or mend its name.",
              target,
              e);
      case RIGHT_MISSING ->
          failure(
              StoreError.DENIED,
              "Schema tributary cannot be written at "
                  + where
                  + ". Run there: `GRANT CREATE ON DATABASE %s TO %s;`"
                      .formatted(Sql.identifier(target.database()), Sql.identifier(target.user())),
              target,
              e);
      case UNREACHABLE -> unreachable(where, target, e);
      case NO_ROOM,
          CANCELED,
          LOCK_NOT_AVAILABLE,
          DEADLOCK,
          SERIALIZATION,
          NAME_TAKEN,
          UNDEFINED,
          UNIQUE_VIOLATION,
          OTHER ->
          e.getSQLState() == null
              ? unreachable(where, target, e)
              : failure(StoreError.STATEMENT, "A statement failed at " + where + ".", target, e);
    };
  }

  private static DatabaseFailure unreachable(String where, DatabaseAddress target, SQLException e) {
    return failure(
        StoreError.UNREACHABLE,
        "No connection to " + where + ". Check its address and the server.",
        target,
        e);
  }

  private static DatabaseFailure failure(
      StoreError error, String message, DatabaseAddress target, SQLException e) {
    return new DatabaseFailure(
        error, message + " The reason: " + ServerMessage.of(e) + ".", target, e);
  }
}
