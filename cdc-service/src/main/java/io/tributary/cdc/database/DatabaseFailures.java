package io.tributary.cdc.database;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.tls.TlsRefusal;
import io.tributary.database.DatabaseFailure;
import io.tributary.database.FailureKind;
import io.tributary.database.ServerMessage;
import java.sql.SQLException;

/** What a failed statement or login means to the operator. */
public final class DatabaseFailures {
  private DatabaseFailures() {}

  /** The failure with a {@link DatabaseError}. */
  public static DatabaseFailure of(DatabaseAddress place, FailureKind kind, SQLException e) {
    String where = place.display() + " as user " + place.user();
    String reason = ServerMessage.of(e);
    return switch (kind) {
      case TLS_REFUSED ->
          new DatabaseFailure(
              DatabaseError.TLS,
              "No encrypted connection to "
                  + where
                  + ": "
                  + TlsRefusal.reason(e)
                  + ". Check tls, tls-ca, tls-certificate and tls-key in the migration file, and the"
                  + " certificate of the server.",
              place,
              e);
      case LOGIN_REFUSED ->
          new DatabaseFailure(
              DatabaseError.PASSWORD,
              "The server refused the login to " + where + ". Check user and password in the file.",
              place,
              e);
      case NO_DATABASE ->
          new DatabaseFailure(
              DatabaseError.MISSING,
              "There is no database at " + where + ". Check its name in the migration file.",
              place,
              e);
      case NO_ROOM ->
          new DatabaseFailure(
              DatabaseError.CONNECTIONS,
              "The server has no room for " + where + ": " + reason + ".",
              place,
              e);
      case UNREACHABLE, CANCELED ->
          new DatabaseFailure(
              DatabaseError.UNREACHABLE,
              "No connection to " + where + ": " + reason + ". Check address and server.",
              place,
              e);
      case RIGHT_MISSING,
          LOCK_NOT_AVAILABLE,
          DEADLOCK,
          SERIALIZATION,
          NAME_TAKEN,
          UNDEFINED,
          UNIQUE_VIOLATION,
          OTHER ->
          new DatabaseFailure(
              DatabaseError.STATEMENT,
              "A statement failed at " + where + ": " + reason + ".",
              place,
              e);
    };
  }
}
