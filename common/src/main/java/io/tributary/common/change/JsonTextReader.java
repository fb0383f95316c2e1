package io.tributary.common.change;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the strings of a record. Jackson collects each string as characters of two bytes before it
 * makes the string; in a large record a long one is made from the record's bytes at once, which
 * takes a third of the memory.
 */
final class JsonTextReader {
  /** From which size on a record is large. */
  static final int LARGE_BYTES = 1_048_576;

  private static final int LONG_STRING = 65_536;

  private final byte[] json;
  private final JsonParser parser;

  /** A parser of exactly these bytes, which are UTF-8. */
  JsonTextReader(byte[] json, JsonParser parser) {
    this.json = json;
    this.parser = parser;
  }

  /** The string at the parser's place; null where there is something else. */
  @Nullable String text() throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      return null;
    }
    if (json.length < LARGE_BYTES) {
      return parser.getText();
    }
    // The parser skips a string that nobody has asked it for.
    int start = (int) parser.currentTokenLocation().getByteOffset() + 1;
    JsonText text = JsonText.at(json, start);
    return text.bytes() < LONG_STRING ? parser.getText() : text.decode();
  }
}
