package io.tributary.connect.postgresql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;

/** Records as a worker with JsonConverter and {@code schemas.enable=false} writes them. */
final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonConverter KEYS = converter(true);
  private static final JsonConverter VALUES = converter(false);

  private Json() {}

  private static JsonConverter converter(boolean isKey) {
    JsonConverter converter = new JsonConverter();
    converter.configure(Map.of("schemas.enable", "false"), isKey);
    return converter;
  }

  static JsonNode value(SourceRecord record) {
    return parsed(VALUES, record.valueSchema(), record.value());
  }

  static JsonNode key(SourceRecord record) {
    return parsed(KEYS, record.keySchema(), record.key());
  }

  static ObjectNode whole(String kind, SourceRecord record) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("kind", kind);
    node.put("topicBeforeRouting", record.topic());
    node.set("key", key(record));
    ObjectNode headers = node.putObject("headers");
    for (Header header : record.headers()) {
      headers.set(header.key(), parsed(VALUES, header.schema(), header.value()));
    }
    node.set("value", value(record));
    return node;
  }

  private static JsonNode parsed(JsonConverter converter, Schema schema, Object value) {
    byte[] bytes = converter.fromConnectData("any", schema, value);
    try {
      return bytes == null ? MAPPER.nullNode() : MAPPER.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
