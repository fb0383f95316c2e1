package io.tributary.cdc.apply.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.common.change.RowImage;
import io.tributary.common.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of the source as JSON: an array of columns, each with its value and storage class. */
public final class SourceRowJson {
  private SourceRowJson() {}

  /** The row as JSON. */
  public static String write(RowImage row) {
    ArrayNode out = Json.mapper().createArrayNode();
    for (int i = 0; i < row.columns().size(); i++) {
      ObjectNode cell = out.addObject();
      String column = row.columns().get(i);
      cell.put("column", column);
      cell.put("value", row.values().get(i));
      if (row.storageClasses().containsKey(column)) {
        cell.put("class", row.storageClasses().get(column));
      }
    }
    return out.toString();
  }

  /** What {@link #write} wrote. */
  public static RowImage read(String json) {
    List<String> columns = new ArrayList<>();
    List<String> values = new ArrayList<>();
    Map<String, String> classes = new HashMap<>();
    for (JsonNode cell : Json.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class)) {
      columns.add(cell.get("column").asText());
      values.add(cell.path("value").textValue());
      if (cell.has("class")) {
        classes.put(cell.get("column").asText(), cell.get("class").asText());
      }
    }
    return new RowImage(columns, values, classes);
  }
}
