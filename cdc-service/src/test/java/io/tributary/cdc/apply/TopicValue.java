package io.tributary.cdc.apply;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parts of the envelopes of a change topic. */
final class TopicValue {
  private TopicValue() {}

  static Map<String, Object> source(
      String schema, String table, long lsn, Map<String, String> classes) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("schema", schema);
    source.put("table", table);
    source.put("lsn", lsn);
    source.put("ts_ms", System.currentTimeMillis());
    source.put("storage_classes", classes);
    return source;
  }

  static Map<String, String> message(String prefix, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return Map.of("prefix", prefix, "content", Base64.getEncoder().encodeToString(bytes));
  }
}
