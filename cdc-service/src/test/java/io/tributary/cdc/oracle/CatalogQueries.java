package io.tributary.cdc.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The queries of {@code catalog-facts.sql}, by the kind of object that each is about. */
final class CatalogQueries {
  private static final String MARK = "-- kind: ";

  private CatalogQueries() {}

  static Map<String, String> all() {
    Map<String, String> queries = new LinkedHashMap<>();
    String[] parts = text().split("(?m)^" + MARK);
    for (int i = 1; i < parts.length; i++) {
      int end = parts[i].indexOf('\n');
      queries.put(parts[i].substring(0, end), parts[i].substring(end + 1));
    }
    return queries;
  }

  private static String text() {
    try (InputStream in = CatalogQueries.class.getResourceAsStream("catalog-facts.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
