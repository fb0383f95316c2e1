package io.tributary.connect.sqlite;

import java.util.Map;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;

/** Records as a worker with JsonConverter and {@code schemas.enable=false} writes them. */
final class Json {
  private static final JsonConverter KEYS = converter(true);
  private static final JsonConverter VALUES = converter(false);

  private Json() {}

  private static JsonConverter converter(boolean isKey) {
    JsonConverter converter = new JsonConverter();
    converter.configure(Map.of("schemas.enable", "false"), isKey);
    return converter;
  }

  static byte[] key(SourceRecord record) {
    return KEYS.fromConnectData("any", record.keySchema(), record.key());
  }

  static byte[] value(SourceRecord record) {
    return VALUES.fromConnectData("any", record.valueSchema(), record.value());
  }
}
