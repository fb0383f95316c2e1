package io.tributary.files.chroma.back;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tributary.common.json.Json;
import io.tributary.files.sqlite.RealText;
import io.tributary.files.sqlite.back.RowRefused;
import io.tributary.mapping.conversion.SourceValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The user's keys of a record, each with a value or a list of values of one kind, as Chroma keeps
 * them. Pure.
 *
 * @param members by key; a list of one element for a plain value
 */
record RecordMetadata(Map<String, Member> members) {
  /** What Chroma's own keys begin with. */
  static final String RESERVED = "chroma:";

  private static final ObjectReader READER =
      Json.mapper()
          .reader()
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

  /**
   * The value of a key.
   *
   * @param list whether it is a list
   * @param values at least one
   */
  record Member(boolean list, List<Value> values) {

    /** As it stands in the queue. */
    JsonNode json() {
      if (!list) {
        return values.get(0).json();
      }
      ArrayNode array = Json.mapper().createArrayNode();
      values.forEach(value -> array.add(value.json()));
      return array;
    }
  }

  /**
   * A value, in the column that Chroma keeps its kind in.
   *
   * @param column of {@code embedding_metadata}
   * @param json the same in the queue
   */
  record Value(String column, SourceValue stored, JsonNode json) {
    static Value of(String text) {
      return new Value("string_value", new SourceValue.Text(text), TextNode.valueOf(text));
    }
  }

  /**
   * Reads a JSON object.
   *
   * @throws RowRefused Chroma has no place for something in it, or would give it back as another
   */
  static RecordMetadata of(String json) {
    JsonNode object;
    try {
      object = READER.readTree(json);
    } catch (JsonProcessingException e) {
      throw refused("is no JSON that can be read");
    }
    if (!object.isObject()) {
      throw refused("is not an object");
    }
    if (object.isEmpty()) {
      throw refused("is an empty object; Chroma has no metadata then, which is NULL here");
    }
    Map<String, Member> members = new LinkedHashMap<>();
    object
        .fields()
        .forEachRemaining(
            field -> members.put(key(field.getKey()), member(field.getKey(), field.getValue())));
    return new RecordMetadata(members);
  }

  private static String key(String key) {
    if (key.startsWith(RESERVED)) {
      throw refused("has the key " + key + ", which is Chroma's own");
    }
    return key;
  }

  private static Member member(String key, JsonNode value) {
    if (!value.isArray()) {
      return new Member(false, List.of(value(key, value)));
    }
    List<Value> values = new ArrayList<>();
    value.forEach(element -> values.add(value(key, element)));
    if (values.stream().map(Value::column).distinct().count() != 1) {
      throw refused(key, values.isEmpty() ? "an empty list" : "a list of values of several kinds");
    }
    return new Member(true, values);
  }

  private static Value value(String key, JsonNode value) {
    if (value.isTextual()) {
      return Value.of(value.textValue());
    }
    if (value.isBoolean()) {
      return new Value("bool_value", new SourceValue.Whole(value.booleanValue() ? 1 : 0), value);
    }
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return new Value("int_value", new SourceValue.Whole(value.longValue()), value);
    }
    if (value.isBigDecimal()) {
      return new Value("float_value", new SourceValue.Real(real(key, value.decimalValue())), value);
    }
    throw refused(key, value.isNumber() ? "an integer of more than 64 bits" : "a " + kind(value));
  }

  private static String kind(JsonNode value) {
    return value.isNull() ? "null" : "nested value";
  }

  /** The text that the way out makes of the number has to be the one that stands here. */
  private static double real(String key, BigDecimal number) {
    double real = number.doubleValue();
    if (!Double.isFinite(real)) {
      throw refused(key, "a number that is too large for a float");
    }
    BigDecimal again = new BigDecimal(RealText.of(real));
    BigDecimal plain = again.scale() < 1 ? again.setScale(1) : again;
    if (!plain.equals(number) && !again.equals(number)) {
      throw refused(
          key,
          "the number "
              + number.toPlainString()
              + ", which Chroma gives back as "
              + plain.toPlainString());
    }
    return real;
  }

  private static RowRefused refused(String key, String what) {
    return refused("has under " + key + " " + what + ", for which Chroma has no place");
  }

  private static RowRefused refused(String what) {
    return new RowRefused("metadata " + what, false);
  }
}
