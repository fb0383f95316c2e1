package io.tributary.cdc.schema.state;

import io.tributary.cdc.database.DatabaseFailures;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.database.DatabaseFailure;
import io.tributary.database.FailureKind;
import io.tributary.database.ServerMessage;
import java.sql.SQLException;
import java.util.Map;

/** What failures mean to the operator while the target's objects are made. */
public final class SchemaFailures {
  private SchemaFailures() {}

  /** The failure with a {@link SchemaError}, or as of any statement. */
  public static DatabaseFailure of(DatabaseAddress place, FailureKind kind, SQLException e) {
    String where = place.display() + " as user " + place.user();
    if (kind == FailureKind.RIGHT_MISSING) {
      return failure(
          SchemaError.RIGHTS,
          "A right is missing at "
              + where
              + ": "
              + ServerMessage.of(e)
              + ". The target connection's role needs CREATEDB, CREATEROLE, CREATE on the database,"
              + " and membership (with ADMIN, SET and INHERIT) in application roles that exist"
              + " already; or let it be a superuser.",
          place,
          e);
    }
    if (kind == FailureKind.NAME_TAKEN) {
      return failure(
          SchemaError.COLLISION,
          "A name is taken twice at "
              + where
              + ": "
              + ServerMessage.of(e)
              + ". Map one of the two to another target schema, or exclude it.",
          place,
          e);
    }
    return DatabaseFailures.of(place, kind, e);
  }

  private static DatabaseFailure failure(
      SchemaError error, String message, DatabaseAddress place, SQLException e) {
    return new DatabaseFailure(
        error, message, Map.of("database", place.display(), "user", place.user()), e);
  }
}
