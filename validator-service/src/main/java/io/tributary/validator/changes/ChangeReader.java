package io.tributary.validator.changes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tributary.common.json.Json;
import io.tributary.common.model.TableName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a change record which rows it touched, and skips the values. A record holds one event,
 * whose key is the record's, or an array of events, each with its key in a field of its own.
 */
public final class ChangeReader {
  private static final Set<String> ROW_OPERATIONS = Set.of("c", "u", "d", "r");
  private static final String TRUNCATE = "t";

  /** What the messages begin with by which PostgreSQL sources tell of changed definitions. */
  private static final String NOTICE = "tributary.shape.";

  private ChangeReader() {}

  /**
   * What the record's events touched, in their order; nothing for transaction markers, heartbeats,
   * notifications and messages other than notices of changed definitions. The value is read where
   * it lies, as it may be large.
   *
   * @param key the record's key, null where it has none
   * @param value null for a record that only says that a key is gone
   * @throws IOException when it is no JSON
   */
  public static List<TouchedRow> read(byte @Nullable [] key, @Nullable ByteBuffer value)
      throws IOException {
    List<TouchedRow> touched = new ArrayList<>();
    if (value == null) {
      return touched;
    }
    try (JsonParser parser = parser(value)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        event(parser, key, touched);
      } else if (first == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          if (parser.currentToken() == JsonToken.START_OBJECT) {
            event(parser, null, touched);
          } else {
            parser.skipChildren();
          }
        }
      }
    }
    return touched;
  }

  private static void event(
      JsonParser parser, byte @Nullable [] recordKey, List<TouchedRow> touched) throws IOException {
    String operation = null;
    TableName table = null;
    Map<String, String> ownKey = null;
    boolean notice = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "op" -> operation = parser.getValueAsString();
        case "source" -> table = table(parser);
        case "key" -> ownKey = key(parser);
        case "message" -> notice = notice(parser);
        default -> parser.skipChildren();
      }
    }
    if (notice) {
      touched.add(TouchedRow.EVERY_TABLE);
    }
    if (table == null || operation == null) {
      return;
    }
    if (TRUNCATE.equals(operation)) {
      touched.add(new TouchedRow(table, Map.of()));
    } else if (ROW_OPERATIONS.contains(operation)) {
      touched.add(new TouchedRow(table, ownKey == null ? key(recordKey) : ownKey));
    }
  }

  private static JsonParser parser(ByteBuffer value) throws IOException {
    return Json.mapper()
        .createParser(value.array(), value.arrayOffset() + value.position(), value.remaining());
  }

  /** Who sent it is no matter: a notice too many makes tables be compared once more. */
  private static boolean notice(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return false;
    }
    String prefix = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean named = parser.currentName().equals("prefix");
      parser.nextToken();
      if (named) {
        prefix = parser.getValueAsString("");
      } else {
        parser.skipChildren();
      }
    }
    return prefix.startsWith(NOTICE);
  }

  private static @Nullable TableName table(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return null;
    }
    String schema = "";
    String table = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "schema" -> schema = parser.getValueAsString("");
        case "table" -> table = parser.getValueAsString("");
        default -> parser.skipChildren();
      }
    }
    return new TableName(schema, table);
  }

  private static Map<String, String> key(byte @Nullable [] json) throws IOException {
    if (json == null) {
      return Map.of();
    }
    try (JsonParser parser = Json.mapper().createParser(json)) {
      parser.nextToken();
      return key(parser);
    }
  }

  /** The key's columns; empty, which stands for all rows, when it does not name one row. */
  private static Map<String, String> key(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return Map.of();
    }
    Map<String, String> key = new HashMap<>();
    boolean whole = true;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String column = parser.currentName();
      boolean named = parser.nextToken().isScalarValue();
      if (named && parser.currentToken() != JsonToken.VALUE_NULL) {
        key.put(column, parser.getText());
      } else {
        parser.skipChildren();
        whole = false;
      }
    }
    return whole ? key : Map.of();
  }
}
