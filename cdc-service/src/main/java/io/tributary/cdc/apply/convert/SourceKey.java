package io.tributary.cdc.apply.convert;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.json.Json;
import io.tributary.common.model.TableName;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.table.TableMapping;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Names a row of the source as its stream does.
 *
 * @param table the table at the source
 * @param values JSON array of the key's values as the topic spells them; an object with class and
 *     value where the spelling alone could stand for two values
 * @param row tells rows apart that have the same key because a part of it is NULL: the topic's
 *     offset of the row; 0 for all others
 */
public record SourceKey(TableName table, String values, long row) {

  /**
   * The key of a row of a file, no part of which is NULL.
   *
   * @param stored the values of the key as the file has them, by column of the source
   */
  public static SourceKey of(TableMapping table, Map<String, SourceValue> stored) {
    return new SourceKey(table.source(), new KeySpelling(table.keyColumns()).of(stored), 0);
  }

  /** The key that {@link #json} wrote. */
  public static SourceKey read(TableName table, String json) {
    JsonNode array = Json.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    JsonNode last = array.isEmpty() ? array : array.get(array.size() - 1);
    if (!last.isIntegralNumber()) {
      return new SourceKey(table, array.toString(), 0);
    }
    ((com.fasterxml.jackson.databind.node.ArrayNode) array).remove(array.size() - 1);
    return new SourceKey(table, array.toString(), last.asLong());
  }

  /** The values, and behind them the number of the row where it has one. */
  public String json() {
    return row == 0 ? values : values.substring(0, values.length() - 1) + "," + row + "]";
  }

  /** The key without what tells rows with a NULL in it apart. */
  public SourceKey shared() {
    return row == 0 ? this : new SourceKey(table, values, 0);
  }

  /** The single value, or the array of several; as the map of keys keeps it. */
  public String text() {
    JsonNode array = Json.read(values.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    return array.size() == 1 && array.get(0).isTextual() ? array.get(0).textValue() : values;
  }
}
