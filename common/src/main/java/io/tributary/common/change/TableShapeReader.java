package io.tributary.common.change;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.model.TableName;
import java.util.ArrayList;
import java.util.List;

/** Reads the records that say what a table looks like. */
final class TableShapeReader {
  private TableShapeReader() {}

  static ChangeRecord read(JsonNode shape) {
    if (!shape.hasNonNull("schema") || !shape.hasNonNull("table")) {
      throw new IllegalArgumentException("a shape without a table");
    }
    return new ChangeRecord.Shape(
        new TableName(shape.get("schema").asText(), shape.get("table").asText()),
        shape.has("key") ? key(shape.get("key")) : null,
        columns(shape.path("columns")));
  }

  private static List<String> key(JsonNode names) {
    List<String> key = new ArrayList<>();
    names.forEach(name -> key.add(name.asText()));
    return List.copyOf(key);
  }

  private static List<ChangeRecord.ShapeColumn> columns(JsonNode columns) {
    List<ChangeRecord.ShapeColumn> out = new ArrayList<>();
    for (JsonNode column : columns) {
      if (!column.path("type").isIntegralNumber() || !column.path("modifier").isIntegralNumber()) {
        throw new IllegalArgumentException("a shape whose columns have no types");
      }
      out.add(
          new ChangeRecord.ShapeColumn(
              column.path("name").asText(),
              column.get("type").asLong(),
              column.get("modifier").asInt(),
              column.path("declared").textValue()));
    }
    return List.copyOf(out);
  }
}
