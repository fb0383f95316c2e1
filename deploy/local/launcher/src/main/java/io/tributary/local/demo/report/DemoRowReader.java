package io.tributary.local.demo.report;

import io.tributary.local.demo.database.ChromaAddress;
import io.tributary.local.demo.database.DatabaseAddress;
import io.tributary.local.demo.sample.SampleTable;
import io.tributary.local.demo.writer.WriteLedger.Row;
import io.tributary.local.stack.StartFailure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The demo's own look into a database, independent of the services. */
public record DemoRowReader(DatabaseAddress address) {

  /** Exact counts of all tables of a schema, in one snapshot. */
  public Map<String, Long> counts(String schema) {
    Map<String, Long> counts = new TreeMap<>();
    try (Connection connection = address.openSnapshot()) {
      for (Map.Entry<String, String> table : address.tables(connection, schema).entrySet()) {
        counts.put(table.getKey(), count(connection, table.getValue()));
      }
      connection.commit();
      return counts;
    } catch (SQLException e) {
      throw new StartFailure("The rows of " + address + " cannot be counted: " + e, e);
    }
  }

  /** The rows of a sample's writer, found the way its application finds its tables. */
  public List<Row> rows(SampleTable table) {
    try {
      return address instanceof ChromaAddress directory
          ? new CollectionRowReader(directory).rows(table)
          : read(table);
    } catch (SQLException | IOException e) {
      throw new StartFailure(
          "The rows of " + table.catalogName() + " in " + address + " cannot be read: " + e, e);
    }
  }

  private List<Row> read(SampleTable table) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (Connection connection = address.open();
        PreparedStatement statement = connection.prepareStatement(table.read());
        ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        rows.add(new Row(found.getString(1), found.getString(2)));
      }
      return rows;
    }
  }

  private static long count(Connection connection, String table) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT count(*) FROM " + table);
        ResultSet found = statement.executeQuery()) {
      found.next();
      return found.getLong(1);
    }
  }
}
