package io.tributary.common.evidence;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tributary.common.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON of which there is one spelling for each content: members sorted by UTF-16 code units, no
 * spaces, numbers without exponent and without zeros at the end, only those characters escaped that
 * have to be (RFC 8785, but for the numbers, which keep all their digits). Pure.
 */
public final class CanonicalJson {
  /** Numbers of reports are far shorter; a longer one would be spelled out by its exponent. */
  private static final int MOST_DIGITS = 100;

  private static final ObjectReader READER =
      Json.mapper()
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .with(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private CanonicalJson() {}

  /**
   * Reads any spelling.
   *
   * @throws UncheckedIOException for what is no JSON, or names a member twice
   */
  public static JsonNode read(String text) {
    try {
      return READER.readValue(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The one spelling.
   *
   * @throws IllegalArgumentException for numbers of more than 100 digits and for half characters
   */
  public static String text(JsonNode value) {
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.toString();
  }

  private static void append(StringBuilder out, JsonNode value) {
    if (value.isObject()) {
      object(out, value);
    } else if (value.isArray()) {
      array(out, value);
    } else if (value.isNumber()) {
      number(out, value);
    } else if (value.isTextual()) {
      string(out, value.textValue());
    } else {
      out.append(value.asText());
    }
  }

  private static void object(StringBuilder out, JsonNode value) {
    Map<String, JsonNode> sorted = new TreeMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> all = value.fields(); all.hasNext(); ) {
      Map.Entry<String, JsonNode> member = all.next();
      sorted.put(member.getKey(), member.getValue());
    }
    char before = '{';
    for (Map.Entry<String, JsonNode> member : sorted.entrySet()) {
      out.append(before);
      string(out, member.getKey());
      out.append(':');
      append(out, member.getValue());
      before = ',';
    }
    out.append(sorted.isEmpty() ? "{}" : "}");
  }

  private static void array(StringBuilder out, JsonNode value) {
    char before = '[';
    for (JsonNode element : value) {
      out.append(before);
      append(out, element);
      before = ',';
    }
    out.append(value.isEmpty() ? "[]" : "]");
  }

  private static void number(StringBuilder out, JsonNode value) {
    BigDecimal number = value.decimalValue();
    if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
      throw new IllegalArgumentException("A number has more than " + MOST_DIGITS + " digits.");
    }
    out.append(number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
  }

  private static void string(StringBuilder out, String text) {
    out.append('"');
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (Character.isHighSurrogate(c)
          && at + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(at + 1))) {
        out.append(c).append(text.charAt(++at));
      } else if (Character.isSurrogate(c)) {
        throw new IllegalArgumentException("A text has half a character.");
      } else {
        character(out, c);
      }
    }
    out.append('"');
  }

  private static void character(StringBuilder out, char c) {
    int escaped = "\b\t\n\f\r\"\\".indexOf(c);
    if (escaped >= 0) {
      out.append('\\').append("btnfr\"\\".charAt(escaped));
    } else if (c < ' ') {
      out.append("\\u%04x".formatted((int) c));
    } else {
      out.append(c);
    }
  }
}
