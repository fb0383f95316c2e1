package io.tributary.validator.source.sqlite;

import io.tributary.common.sql.Sql;
import io.tributary.validator.source.sqlite.file.KeyText;
import io.tributary.validator.source.sqlite.file.StoredValue;
import java.nio.charset.Charset;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The condition that finds the rows of a key by its texts, whatever storage class its values have.
 *
 * @param where the condition
 * @param parameters its parameters
 */
record KeyLookup(String where, List<StoredValue> parameters) {

  static KeyLookup of(List<String> columns, List<String> texts, Charset encoding) {
    List<String> conditions = new ArrayList<>();
    List<StoredValue> parameters = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String column = "t." + Sql.identifier(columns.get(i));
      if (texts.get(i) == null) {
        conditions.add(column + " IS NULL");
        continue;
      }
      List<StoredValue> meanings = KeyText.meanings(texts.get(i), encoding);
      conditions.add(
          column
              + meanings.stream()
                  .map(StoredValue::parameter)
                  .collect(Collectors.joining(", ", " IN (", ")")));
      parameters.addAll(meanings);
    }
    return new KeyLookup(" WHERE " + String.join(" AND ", conditions), parameters);
  }

  void bind(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).bind(statement, i + 1);
    }
  }
}
