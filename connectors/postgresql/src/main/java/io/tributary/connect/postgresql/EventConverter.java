package io.tributary.connect.postgresql;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.json.JsonConverterConfig;
import org.apache.kafka.connect.storage.Converter;

/**
 * Connect's JsonConverter, with its settings, that passes on as they are the arrays of events that
 * {@link PostgresSourceConnector} makes with {@code tributary.record.bytes}: they are JSON already.
 */
public final class EventConverter implements Converter, Versioned {

  private final JsonConverter json = new JsonConverter();

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    json.configure(settings, isKey);
  }

  @Override
  public ConfigDef config() {
    return JsonConverterConfig.configDef();
  }

  @Override
  public String version() {
    return PluginVersion.of(EventConverter.class);
  }

  @Override
  public byte[] fromConnectData(String topic, Schema schema, Object value) {
    return isArray(schema) ? (byte[]) value : json.fromConnectData(topic, schema, value);
  }

  @Override
  public byte[] fromConnectData(String topic, Headers headers, Schema schema, Object value) {
    return fromConnectData(topic, schema, value);
  }

  @Override
  public SchemaAndValue toConnectData(String topic, byte[] value) {
    return json.toConnectData(topic, value);
  }

  private static boolean isArray(Schema schema) {
    return schema != null && EventArrays.SCHEMA.name().equals(schema.name());
  }
}
