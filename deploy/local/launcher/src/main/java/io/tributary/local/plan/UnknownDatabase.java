package io.tributary.local.plan;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.words.MeantDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks, where a database of the migration file does not exist, which one was meant.
 *
 * @param opening opens another database of the same server
 */
record UnknownDatabase(Opening opening) {
  private static final String MISSING = "3D000";

  /** Opens a database. */
  interface Opening {
    Connection at(DatabaseAddress place) throws SQLException;
  }

  /** A question that follows the sentence about a failure; empty for other failures. */
  String question(DatabaseAddress place, Exception failure) {
    if (!(failure instanceof SQLException refused) || !MISSING.equals(refused.getSQLState())) {
      return "";
    }
    for (String usual : MeantDatabase.USUAL) {
      try (Connection connection = opening.at(place.at(usual))) {
        return MeantDatabase.question(place.database(), names(connection));
      } catch (SQLException | TributaryException e) {
        // The role may not connect there; it is a hint only.
        continue;
      }
    }
    return "";
  }

  private static List<String> names(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(MeantDatabase.NAMES)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}
