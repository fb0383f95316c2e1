package io.tributary.validator.compare;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement with its parameters.
 *
 * @param sql with question marks
 * @param parameters a String, an Integer or a list of Strings (an array of text) for each of them
 */
public record Bound(String sql, List<Object> parameters) {

  /** Prepares it on a connection; the caller closes it. */
  public PreparedStatement prepare(Connection connection) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.size(); i++) {
      Object parameter = parameters.get(i);
      if (parameter instanceof List<?> texts) {
        statement.setArray(i + 1, connection.createArrayOf("text", texts.toArray()));
      } else {
        statement.setObject(i + 1, parameter);
      }
    }
    return statement;
  }

  /** Ids turned into one array per id column, as {@code unnest} takes them. */
  static List<Object> arrays(List<RowId> ids, int columns) {
    List<Object> arrays = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      int column = c;
      arrays.add(ids.stream().map(id -> id.values().get(column)).toList());
    }
    return arrays;
  }
}
