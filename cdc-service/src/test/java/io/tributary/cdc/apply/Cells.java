package io.tributary.cdc.apply;

import java.util.LinkedHashMap;
import java.util.Map;

/** Rows as tests write them: column, value, column, value, …. */
final class Cells {
  static final String UNCHANGED = "\u0000unchanged";

  private Cells() {}

  static Map<String, String> row(String... columnsAndValues) {
    Map<String, String> out = new LinkedHashMap<>();
    for (int i = 0; i < columnsAndValues.length; i += 2) {
      out.put(columnsAndValues[i], columnsAndValues[i + 1]);
    }
    return out;
  }
}
