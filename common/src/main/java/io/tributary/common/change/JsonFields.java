package io.tributary.common.change;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads values and passes over whatever else stands in their place. */
final class JsonFields {
  private JsonFields() {}

  /** A string, or a number as one; null for anything else. */
  static @Nullable String text(JsonParser parser) throws IOException {
    String text = parser.getValueAsString();
    parser.skipChildren();
    return text;
  }

  /** A whole number; null for anything else. */
  static @Nullable Long whole(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return parser.getLongValue();
    }
    parser.skipChildren();
    return null;
  }

  /** A whole number; 0 for anything else. */
  static long number(JsonParser parser) throws IOException {
    Long whole = whole(parser);
    return whole == null ? 0 : whole;
  }

  /** A truth value; false for anything else. */
  static boolean flag(JsonParser parser) throws IOException {
    boolean said = parser.currentToken() == JsonToken.VALUE_TRUE;
    parser.skipChildren();
    return said;
  }

  /** Takes the fields of an object one by one; nothing for anything else. */
  static void object(JsonParser parser, Fields fields) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      fields.take(field);
    }
  }

  /** Reads the value of a field, at which the parser stands, or passes over it. */
  interface Fields {
    void take(String name) throws IOException;
  }
}
