package io.tributary.local.chroma;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metadata of a record: a row for each value, and of a list for each element. */
record RecordMetadata(ChromaFile file) {
  private static final String DOCUMENT = "chroma:document";
  private static final List<String> TABLES =
      List.of("embedding_metadata", "embedding_metadata_array");

  /** Sets these keys and leaves the others; a null takes a key away. */
  void write(long row, Map<String, @Nullable Object> metadata) throws SQLException {
    for (Map.Entry<String, @Nullable Object> entry : metadata.entrySet()) {
      for (String table : TABLES) {
        file.update("DELETE FROM " + table + " WHERE id = ? AND key = ?", row, entry.getKey());
      }
      boolean array = entry.getValue() instanceof List<?>;
      List<?> values =
          entry.getValue() instanceof List<?> list
              ? list
              : entry.getValue() == null ? List.of() : List.of(entry.getValue());
      for (Object value : values) {
        file.update(
            "INSERT INTO "
                + TABLES.get(array ? 1 : 0)
                + " (id, key, "
                + column(value)
                + ") VALUES (?, ?, ?)",
            row,
            entry.getKey(),
            value);
      }
      if (entry.getKey().equals(DOCUMENT)) {
        index(row, (String) entry.getValue());
      }
    }
  }

  /** The search over documents has a table of its own. */
  private void index(long row, @Nullable String document) throws SQLException {
    if (file.searchable()) {
      file.update("DELETE FROM embedding_fulltext_search WHERE rowid = ?", row);
      if (document != null) {
        file.update(
            "INSERT INTO embedding_fulltext_search (rowid, string_value) VALUES (?, ?)",
            row,
            document);
      }
    }
  }

  void delete(long row) throws SQLException {
    for (String table : TABLES) {
      file.update("DELETE FROM " + table + " WHERE id = ?", row);
    }
    index(row, null);
  }

  private static String column(Object value) {
    if (value instanceof String) {
      return "string_value";
    }
    if (value instanceof Long) {
      return "int_value";
    }
    return value instanceof Double ? "float_value" : "bool_value";
  }
}
