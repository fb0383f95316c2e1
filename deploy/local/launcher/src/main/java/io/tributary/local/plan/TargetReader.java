package io.tributary.local.plan;

import io.tributary.common.error.TributaryException;
import io.tributary.common.mapping.TargetColumn;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.Connection;
import io.tributary.common.secret.SecretReader;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Reads from the target which columns a schema has; nothing is written there. */
final class TargetReader {
  private static final String COLUMNS =
      """
      SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
        ARRAY(SELECT e.enumlabel::text FROM pg_enum e
          WHERE e.enumtypid = a.atttypid ORDER BY e.enumsortorder),
        NOT a.attnotnull OR a.atthasdef OR a.attidentity <> '' OR a.attgenerated <> '',
        a.attgenerated <> ''
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY c.relname, a.attnum""";

  private static final String WAIT_SECONDS = "5";

  private final SecretReader secrets;

  TargetReader(SecretReader secrets) {
    this.secrets = secrets;
  }

  /**
   * The columns of all tables of a schema; empty when it has none.
   *
   * @throws UnreadableSource when the target does not answer or a secret is missing
   */
  List<TargetColumn> columns(Connection target, String schema) throws UnreadableSource {
    try (java.sql.Connection connection = open(target);
        PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, schema);
      List<TargetColumn> columns = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.add(
              new TargetColumn(
                  new TableName(schema, rows.getString(1)),
                  rows.getString(2),
                  rows.getString(3),
                  List.of((String[]) rows.getArray(4).getArray()),
                  rows.getBoolean(5),
                  rows.getBoolean(6)));
        }
      }
      return columns;
    } catch (SQLException | TributaryException e) {
      throw new UnreadableSource(
          "the target " + target.display() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private java.sql.Connection open(Connection target) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", target.user());
    if (target.password() != null) {
      properties.setProperty("password", secrets.read(target.password()));
    }
    properties.setProperty("loginTimeout", WAIT_SECONDS);
    properties.setProperty("connectTimeout", WAIT_SECONDS);
    properties.setProperty("ApplicationName", "tributary-plan");
    java.sql.Connection connection = DriverManager.getConnection(target.jdbcUrl(), properties);
    connection.setReadOnly(true);
    return connection;
  }
}
