package io.tributary.common.change;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads images of rows. Keeps one list of column names per shape, so that rows share it. Not
 * thread-safe.
 */
final class RowImageReader {
  private final Map<List<String>, List<String>> shapes = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private List<String> last = List.of();

  /** The image at the parser's place; null where there is no object. */
  @Nullable RowImage read(JsonParser parser, JsonTextReader texts) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return null;
    }
    names.clear();
    List<@Nullable String> values = new ArrayList<>(last.size());
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      names.add(name);
      values.add(token == JsonToken.VALUE_NULL ? null : literal(name, texts));
    }
    return new RowImage(shared(), Collections.unmodifiableList(values));
  }

  /** Rows of one table mostly come one after the other. */
  private List<String> shared() {
    if (!names.equals(last)) {
      List<String> columns = List.copyOf(names);
      last = shapes.computeIfAbsent(columns, same -> same);
    }
    return last;
  }

  private static String literal(String column, JsonTextReader texts) throws IOException {
    String text = texts.text();
    if (text == null) {
      // A number or object here means that the connector's literal converter was not at work, and
      // that the value may have lost digits on its way.
      throw new IllegalArgumentException("column '" + column + "' is not a text literal");
    }
    return text;
  }
}
