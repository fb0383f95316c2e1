package io.tributary.validator.source.chroma;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.tributary.validator.source.sqlite.file.RealSpelling;
import io.tributary.validator.source.sqlite.file.SqliteFileReader;
import io.tributary.validator.source.sqlite.file.StoredValue;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The metadata of a record: the application's keys, as JSON, and Chroma's own.
 *
 * @param members JSON by key of the application
 * @param own cells by key of Chroma's
 */
record StoredMetadata(Map<String, String> members, Map<String, StoredValue> own) {
  static final String DOCUMENT = "chroma:document";
  static final String URI = "chroma:uri";

  StoredMetadata() {
    this(new TreeMap<>(), new HashMap<>());
  }

  /** The metadata of those records that have any, by their numbers; inside of a read. */
  static Map<Long, StoredMetadata> read(SqliteFileReader file, Collection<Long> records)
      throws SQLException {
    Map<Long, StoredMetadata> metadata = new HashMap<>();
    String numbers = records.toString();
    StoredColumns columns = new StoredColumns(file);
    file.each(
        select(columns, "embedding_metadata", ""),
        row -> {
          String key = row.getString(2);
          StoredValue value = StoredValue.read(row, 3, StandardCharsets.UTF_8);
          metadata
              .computeIfAbsent(row.getLong(1), number -> new StoredMetadata())
              .put(key, value, row.getInt(5) == 1);
        },
        numbers);
    if (columns.table("embedding_metadata_array")) {
      Map<Long, Map<String, List<String>>> lists = new HashMap<>();
      file.list(
          select(columns, "embedding_metadata_array", " ORDER BY m.rowid"),
          row ->
              lists
                  .computeIfAbsent(row.getLong(1), number -> new TreeMap<>())
                  .computeIfAbsent(row.getString(2), key -> new ArrayList<>())
                  .add(json(StoredValue.read(row, 3, StandardCharsets.UTF_8), row.getInt(5) == 1)),
          numbers);
      lists.forEach(
          (number, byKey) ->
              byKey.forEach(
                  (key, list) ->
                      metadata
                          .computeIfAbsent(number, n -> new StoredMetadata())
                          .members()
                          .put(key, list.toString())));
    }
    return metadata;
  }

  /** The one of the four columns that is there, its type, and whether it is a boolean. */
  private static String select(StoredColumns columns, String table, String order)
      throws SQLException {
    String truth = columns.named(table, "m", "bool_value");
    String value = "coalesce(m.string_value, m.int_value, m.float_value, " + truth + ")";
    return "SELECT m.id, m.key, typeof("
        + value
        + "), "
        + value
        + ", coalesce(m.string_value, m.int_value, m.float_value) IS NULL AND "
        + truth
        + " IS NOT NULL FROM "
        + table
        + " AS m WHERE m.id IN (SELECT value FROM json_each(?))"
        + order;
  }

  private void put(String key, StoredValue value, boolean truth) {
    if (key.equals(DOCUMENT) || key.equals(URI)) {
      own.put(key, value);
    } else {
      members.put(key, json(value, truth));
    }
  }

  private static String json(StoredValue value, boolean truth) {
    if (truth) {
      return String.valueOf(!Long.valueOf(0).equals(value.raw()));
    }
    return switch (value.storage()) {
      case "null" -> "null";
      case "integer" -> value.presentText();
      // An infinity becomes no JSON, so that it is refused here as it is on its way.
      case "real" -> RealSpelling.of((Double) value.present());
      default -> quoted(new String((byte[]) value.present(), StandardCharsets.UTF_8));
    };
  }

  private static String quoted(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  /** A cell of Chroma's own keys. */
  StoredValue own(String key) {
    return own.getOrDefault(key, StoredValue.NULL);
  }

  /** The application's keys as one JSON object; NULL without any. */
  StoredValue json() {
    if (members.isEmpty()) {
      return StoredValue.NULL;
    }
    String object =
        members.entrySet().stream()
            .map(member -> quoted(member.getKey()) + ": " + member.getValue())
            .collect(Collectors.joining(", ", "{", "}"));
    return new StoredValue("text", object, object.getBytes(StandardCharsets.UTF_8));
  }
}
