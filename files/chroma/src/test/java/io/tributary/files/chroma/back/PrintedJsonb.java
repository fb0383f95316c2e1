package io.tributary.files.chroma.back;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Prints JSON as PostgreSQL prints it once it is {@code jsonb}: members by the length of their
 * keys, then by their bytes; numbers as {@code numeric}; control characters escaped. Source: its
 * documentation, "JSON Types", and {@code jsonb.c} and {@code json.c} of version 15.
 */
final class PrintedJsonb {
  private static final ObjectReader READER =
      new ObjectMapper()
          .reader()
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
  private static final Comparator<String> BY_KEY =
      Comparator.<String>comparingInt(key -> bytes(key).length)
          .thenComparing(PrintedJsonb::bytes, Arrays::compareUnsigned);

  private PrintedJsonb() {}

  /** What becomes of a literal. */
  static String of(String json) throws JsonProcessingException {
    return printed(READER.readTree(json));
  }

  private static String printed(JsonNode node) {
    if (node.isObject()) {
      Map<String, JsonNode> members = new TreeMap<>(BY_KEY);
      node.fields().forEachRemaining(member -> members.put(member.getKey(), member.getValue()));
      return members.entrySet().stream()
          .map(member -> string(member.getKey()) + ": " + printed(member.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false)
          .map(PrintedJsonb::printed)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (node.isTextual()) {
      return string(node.textValue());
    }
    return node.isNumber() ? number(node) : node.asText();
  }

  /** A numeric has no exponent, and no zero that is less than zero. */
  private static String number(JsonNode node) {
    BigDecimal number =
        node.isIntegralNumber() ? new BigDecimal(node.bigIntegerValue()) : node.decimalValue();
    return number.setScale(Math.max(0, number.scale())).toPlainString();
  }

  private static String string(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars().forEach(c -> json.append(character((char) c)));
    return json.append('"').toString();
  }

  private static String character(char c) {
    return switch (c) {
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      default -> c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c);
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
