package io.tributary.validator.stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.json.Json;
import io.tributary.common.model.TableName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads from a change record which row it touched, and skips the values. */
public final class ChangeReader {
  private static final Set<String> ROW_OPERATIONS = Set.of("c", "u", "d", "r");

  private ChangeReader() {}

  /**
   * What the record touched; empty for transaction markers, messages, heartbeats and notifications.
   * The value is read where it lies, as it may be large.
   *
   * @throws IOException when it is no JSON
   */
  public static Optional<Touched> read(byte[] key, ByteBuffer value) throws IOException {
    if (value == null) {
      return Optional.empty();
    }
    String operation = null;
    JsonNode source = null;
    try (JsonParser parser = parser(value)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        switch (field) {
          case "op" -> operation = parser.getValueAsString();
          case "source" -> source = Json.mapper().readTree(parser);
          default -> parser.skipChildren();
        }
      }
    }
    boolean row = ROW_OPERATIONS.contains(String.valueOf(operation));
    if (source == null || !(row || "t".equals(operation))) {
      return Optional.empty();
    }
    TableName table = new TableName(source.path("schema").asText(), source.path("table").asText());
    return Optional.of(new Touched(table, row && key != null ? key(key) : Map.of()));
  }

  private static JsonParser parser(ByteBuffer value) throws IOException {
    return Json.mapper()
        .createParser(value.array(), value.arrayOffset() + value.position(), value.remaining());
  }

  private static Map<String, String> key(byte[] json) throws IOException {
    Map<String, String> key = new HashMap<>();
    JsonNode node = Json.mapper().readTree(json);
    node.properties()
        .forEach(field -> key.put(field.getKey(), field.getValue().isNull() ? null : text(field)));
    return key.containsValue(null) ? Map.of() : key;
  }

  private static String text(Map.Entry<String, JsonNode> field) {
    return field.getValue().asText();
  }
}
