package io.tributary.cdc.apply;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Records that say what a table looks like. */
final class TopicShape {
  private TopicShape() {}

  /** A table of PostgreSQL with so many columns of type text. */
  static Map<String, Object> ofTexts(String schema, String table, int columns) {
    List<Map<String, Object>> described =
        IntStream.range(0, columns).mapToObj(i -> column("c" + i, null)).toList();
    return Map.of("shape", Map.of("schema", schema, "table", table, "columns", described));
  }

  /** A table of SQLite: its key, and column, declared type, …. */
  static Map<String, Object> declared(
      String schema, String table, String key, String... columnsAndTypes) {
    List<Map<String, Object>> described = new ArrayList<>();
    for (int i = 0; i < columnsAndTypes.length; i += 2) {
      described.add(column(columnsAndTypes[i], columnsAndTypes[i + 1]));
    }
    return Map.of(
        "shape",
        Map.of("schema", schema, "table", table, "key", List.of(key), "columns", described));
  }

  private static Map<String, Object> column(String name, String declared) {
    Map<String, Object> column = new LinkedHashMap<>();
    column.put("name", name);
    column.put("type", 25);
    column.put("modifier", -1);
    if (declared != null) {
      column.put("declared", declared);
    }
    return column;
  }
}
