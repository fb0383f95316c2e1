package io.tributary.validator.database;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.tls.TlsRefusal;
import io.tributary.database.DatabaseFailure;
import io.tributary.database.FailureKind;
import io.tributary.database.ServerMessage;
import io.tributary.validator.ValidatorError;
import java.sql.SQLException;

/** What a failed login or statement means to the operator, naming address and user. */
final class ConnectionFailures {
  private ConnectionFailures() {}

  static DatabaseFailure of(DatabaseAddress address, FailureKind kind, SQLException e) {
    String where = address.display() + " as user " + address.user();
    String reason = ServerMessage.of(e);
    return switch (kind) {
      case TLS_REFUSED ->
          new DatabaseFailure(
              ValidatorError.TLS,
              "No encrypted connection for the validator to "
                  + where
                  + ": "
                  + TlsRefusal.reason(e)
                  + ". Check tls, tls-ca, tls-certificate and tls-key in the migration file.",
              address,
              e);
      case LOGIN_REFUSED ->
          new DatabaseFailure(
              ValidatorError.LOGIN,
              "The server refused the validator's login to "
                  + where
                  + ". Check user and password in the migration file.",
              address,
              e);
      case UNREACHABLE, CANCELED, NO_ROOM ->
          new DatabaseFailure(
              ValidatorError.UNREACHABLE,
              "No session for the validator at "
                  + where
                  + ": "
                  + reason
                  + ". Check address and server.",
              address,
              e);
      case NO_DATABASE,
          RIGHT_MISSING,
          LOCK_NOT_AVAILABLE,
          DEADLOCK,
          SERIALIZATION,
          NAME_TAKEN,
          UNDEFINED,
          UNIQUE_VIOLATION,
          OTHER ->
          new DatabaseFailure(
              ValidatorError.STATEMENT,
              "The validator could not read at " + where + ": " + reason + ".",
              address,
              e);
    };
  }
}
