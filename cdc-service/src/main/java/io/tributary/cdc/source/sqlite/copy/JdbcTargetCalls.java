package io.tributary.cdc.source.sqlite.copy;

import io.tributary.cdc.apply.session.TargetCalls;
import io.tributary.cdc.database.Databases;
import io.tributary.common.model.DatabaseAddress;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls in the transaction that the rows are copied in.
 *
 * @param place the target, for errors
 * @param target a connection to it
 */
record JdbcTargetCalls(DatabaseAddress place, java.sql.Connection target) implements TargetCalls {

  @Override
  public List<List<String>> call(String sql, Object... parameters) {
    try (PreparedStatement statement = target.prepareStatement(sql.replaceAll("\\$[0-9]+", "?"))) {
      for (int i = 0; i < parameters.length; i++) {
        bind(statement, i + 1, parameters[i]);
      }
      List<List<String>> rows = new ArrayList<>();
      if (statement.execute()) {
        try (ResultSet row = statement.getResultSet()) {
          read(row, rows);
        }
      }
      return rows;
    } catch (SQLException e) {
      throw Databases.failure(place, e);
    }
  }

  private void bind(PreparedStatement statement, int number, Object parameter) throws SQLException {
    if (parameter instanceof String[] texts) {
      statement.setArray(number, target.createArrayOf("text", texts));
    } else {
      statement.setString(number, (String) parameter);
    }
  }

  private static void read(ResultSet row, List<List<String>> rows) throws SQLException {
    int columns = row.getMetaData().getColumnCount();
    while (row.next()) {
      List<String> values = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        values.add(row.getString(i));
      }
      rows.add(values);
    }
  }
}
