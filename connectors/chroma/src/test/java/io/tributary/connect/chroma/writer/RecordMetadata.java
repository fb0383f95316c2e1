package io.tributary.connect.chroma.writer;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Writes the metadata of a record: a row for each value, and of a list for each element. */
record RecordMetadata(ChromaFile file) {
  private static final String[] COLUMNS = {
    "string_value", "int_value", "float_value", "bool_value"
  };

  void write(long row, Map<String, Object> metadata) throws SQLException {
    for (Map.Entry<String, Object> entry : metadata.entrySet()) {
      file.update("DELETE FROM embedding_metadata WHERE id = ? AND key = ?", row, entry.getKey());
      file.update(
          "DELETE FROM embedding_metadata_array WHERE id = ? AND key = ?", row, entry.getKey());
      boolean array = entry.getValue() instanceof List<?>;
      List<?> values =
          entry.getValue() instanceof List<?> list
              ? list
              : entry.getValue() == null ? List.of() : List.of(entry.getValue());
      for (Object value : values) {
        file.update(
            "INSERT INTO embedding_metadata"
                + (array ? "_array" : "")
                + " (id, key, "
                + column(value)
                + ") VALUES (?, ?, ?)",
            row,
            entry.getKey(),
            value);
      }
    }
  }

  private static String column(Object value) {
    if (value instanceof String) {
      return COLUMNS[0];
    }
    if (value instanceof Long) {
      return COLUMNS[1];
    }
    return value instanceof Double ? COLUMNS[2] : COLUMNS[3];
  }
}
