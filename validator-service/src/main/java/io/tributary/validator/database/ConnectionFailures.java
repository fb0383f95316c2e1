package io.tributary.validator.database;

import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.Connection;
import io.tributary.validator.ValidatorError;
import java.sql.SQLException;
import java.util.Map;

/** What a failed login or statement means to the operator. */
public final class ConnectionFailures {
  private ConnectionFailures() {}

  /** The error for a database, naming address and user, never the password. */
  public static TributaryException of(Connection address, SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String where = address.display() + " as user " + address.user();
    Map<String, String> fields =
        Map.of("database", address.display(), "user", address.user(), "sqlState", state);
    if (state.startsWith("28")) {
      return new TributaryException(
          ValidatorError.LOGIN,
          "The server refused the validator's login to "
              + where
              + ". Check user and password in the migration file.",
          fields,
          e);
    }
    if (state.startsWith("08") || state.startsWith("57") || state.startsWith("53")) {
      return new TributaryException(
          ValidatorError.UNREACHABLE,
          "No session for the validator at " + where + ": " + e.getMessage() + " Check the server.",
          fields,
          e);
    }
    return new TributaryException(
        ValidatorError.STATEMENT,
        "The validator could not read at " + where + ": " + e.getMessage(),
        fields,
        e);
  }
}
