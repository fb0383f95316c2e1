package io.tributary.cdc.oracle;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a database's catalog says about schemas.
 *
 * @param values kind, subject and aspect to what is said, empty for nothing
 */
public record CatalogFacts(Map<String, String> values) {
  private static final String COMMENT = "comment";
  private static final String SEARCH_PATH = "search path";

  /**
   * Reads all facts.
   *
   * @param shared the schemas to look at, each with the name that both sides share
   */
  public static CatalogFacts read(Connection connection, Map<String, String> shared)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = pg_catalog");
    }
    CatalogNames names = CatalogNames.of(connection, shared);
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, String> query : CatalogQueries.all().entrySet()) {
      try (PreparedStatement statement = connection.prepareStatement(query.getValue())) {
        statement.setArray(1, connection.createArrayOf("text", shared.keySet().toArray()));
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            String subject = names.inText(query.getKey() + " " + rows.getString(1));
            String aspect = rows.getString(2);
            values.put(
                subject + ", " + names.inText(aspect),
                said(names, query.getKey(), aspect, rows.getString(3)));
          }
        }
      } catch (SQLException e) {
        throw new SQLException(query.getKey() + ": " + e.getMessage(), e);
      }
    }
    return new CatalogFacts(values);
  }

  /** A comment is compared as it is: nobody rewrites it. */
  private static String said(CatalogNames names, String kind, String aspect, String value) {
    if (value == null || kind.equals(COMMENT)) {
      return value == null ? "" : value;
    }
    return aspect.equals(SEARCH_PATH) ? names.inSearchPath(value) : names.inText(value);
  }
}
