package io.tributary.validator.database;

import io.tributary.common.error.Sentences;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.validator.ValidatorError;
import java.sql.SQLException;
import java.util.Map;

/** Turns failed logins and statements into errors for the operator. */
public final class ConnectionFailures {
  private ConnectionFailures() {}

  /** The error for a database, naming address and user, never the password. */
  public static TributaryException of(DatabaseAddress address, SQLException e) {
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
          "No session for the validator at "
              + where
              + ": "
              + Sentences.of(e)
              + ". Check address and server.",
          fields,
          e);
    }
    return new TributaryException(
        ValidatorError.STATEMENT,
        "The validator could not read at " + where + ": " + Sentences.of(e) + ".",
        fields,
        e);
  }
}
