package io.tributary.common.change;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * Reads a large record into a tree. Jackson would collect each string as characters of two bytes
 * before it makes the string; here a long one is made from the record's bytes at once, which takes
 * a third of the memory.
 */
final class LargeRecord {
  /** From which size on a record is read this way. */
  static final int BYTES = 1_048_576;

  private static final int LONG_STRING = 65_536;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final byte[] json;
  private final JsonParser parser;

  /** A parser of exactly these bytes, which are UTF-8. */
  LargeRecord(byte[] json, JsonParser parser) {
    this.json = json;
    this.parser = parser;
  }

  JsonNode read() throws IOException {
    parser.nextToken();
    return node();
  }

  private JsonNode node() throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return NODES.missingNode();
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> NODES.textNode(text());
      case VALUE_NUMBER_INT -> NODES.numberNode(parser.getLongValue());
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalArgumentException("unexpected " + token);
    };
  }

  private ObjectNode object() throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      object.set(name, node());
    }
    return object;
  }

  private ArrayNode array() throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(node());
    }
    return array;
  }

  /** The parser skips a string that nobody has asked it for. */
  private String text() throws IOException {
    int start = (int) parser.currentTokenLocation().getByteOffset() + 1;
    JsonText text = JsonText.at(json, start);
    return text.bytes() < LONG_STRING ? parser.getText() : text.decode();
  }
}
