package io.tributary.common.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tributary.common.json.Json;
import java.nio.charset.StandardCharsets;

/**
 * Names a quarantined row as the migration file does: {@code schema.table/key}, where a key of one
 * text is that text and any other the JSON array of its values.
 */
public final class QuarantinedRowName {
  private QuarantinedRowName() {}

  /**
   * The name.
   *
   * @param table schema.table at the source
   * @param key JSON array as {@code tributary.quarantine.source_key} has it; a number at its end
   *     only tells rows apart whose key is NULL
   */
  public static String of(String table, String key) {
    ArrayNode values = (ArrayNode) Json.read(key.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    if (!values.isEmpty() && values.get(values.size() - 1).isIntegralNumber()) {
      values.remove(values.size() - 1);
    }
    boolean text = values.size() == 1 && values.get(0).isTextual();
    return table + "/" + (text ? values.get(0).textValue() : values.toString());
  }
}
