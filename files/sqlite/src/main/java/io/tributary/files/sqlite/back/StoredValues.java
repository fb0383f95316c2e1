package io.tributary.files.sqlite.back;

import io.tributary.mapping.conversion.SourceValue;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/** Hands values to statements, so that each is stored with its own class. */
final class StoredValues {
  private StoredValues() {}

  /** Binds values to the places from one on; answers the place behind them. */
  static int bind(PreparedStatement statement, int first, Collection<SourceValue> values)
      throws SQLException {
    int place = first;
    for (SourceValue value : values) {
      bind(statement, place++, value);
    }
    return place;
  }

  private static void bind(PreparedStatement statement, int place, SourceValue value)
      throws SQLException {
    if (value instanceof SourceValue.Whole whole) {
      statement.setLong(place, whole.value());
    } else if (value instanceof SourceValue.Real real) {
      statement.setDouble(place, real.value());
    } else if (value instanceof SourceValue.Text text) {
      statement.setString(place, text.value());
    } else if (value instanceof SourceValue.Bytes bytes) {
      statement.setBytes(place, bytes.value());
    } else {
      statement.setObject(place, null);
    }
  }
}
