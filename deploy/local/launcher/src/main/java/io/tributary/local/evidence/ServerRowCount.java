package io.tributary.local.evidence;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TableName;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.sql.Sql;
import io.tributary.common.sql.TrustedNames;
import io.tributary.common.sql.ValueSettings;
import io.tributary.database.ConnectionSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Counts and digests at a PostgreSQL, in a session that cannot write. */
final class ServerRowCount implements RowCount {
  private static final String KIND =
      "SELECT c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
          + " WHERE n.nspname = ? AND c.relname = ?";

  private final Connection connection;
  private final List<String> schemas;

  /**
   * Connects.
   *
   * @param schemas whose tables are counted: a name may have dots in it
   */
  ServerRowCount(DatabaseAddress address, List<String> schemas, SecretReader secrets)
      throws SQLException {
    this.connection =
        ConnectionSource.of(address, secrets, "tributary-verify-report", Duration.ZERO)
            .getConnection();
    this.schemas = schemas;
    try (Statement statement = connection.createStatement()) {
      statement.execute(TrustedNames.SQL);
      statement.execute(ValueSettings.SQL);
      statement.execute("SET row_security = off");
      statement.execute("SET default_transaction_read_only = on");
    }
  }

  @Override
  public SideRows of(String table, Optional<String> method) throws SQLException {
    TableName name = named(table);
    String from = (partitioned(name) ? "" : "ONLY ") + Sql.table(name);
    if (method.isPresent()) {
      return new ServerTableDigest(connection).of(name, from, method.get());
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + from)) {
      row.next();
      return SideRows.counted(row.getLong(1));
    }
  }

  /** Rows of a partitioned table are in its partitions; those of children are counted there. */
  private boolean partitioned(TableName name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(KIND)) {
      statement.setString(1, name.schema());
      statement.setString(2, name.name());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getString(1).equals("p");
      }
    }
  }

  private TableName named(String table) throws SQLException {
    String schema =
        schemas.stream()
            .filter(each -> table.startsWith(each + "."))
            .max(Comparator.comparingInt(String::length))
            .orElseThrow(() -> new SQLException("the migration file does not move " + table));
    return new TableName(schema, table.substring(schema.length() + 1));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
