package io.tributary.local.diagnose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;

/**
 * A document whose texts are masked. Numbers, truth values and names of members stay. Pure.
 *
 * @param text masks a text
 */
record MaskedJson(MaskedText text) {
  /** Members that hold values of rows, or texts of the operator in which values may stand. */
  private static final Set<String> VALUES =
      Set.of(
          "constant",
          "atSource",
          "atTarget",
          "key",
          "keys",
          "value",
          "values",
          "set",
          "back",
          "acceptQuarantined",
          "environment");

  JsonNode of(JsonNode node) {
    if (node.isTextual()) {
      return TextNode.valueOf(text.of(node.asText()));
    }
    if (node instanceof ArrayNode array) {
      ArrayNode masked = JsonNodeFactory.instance.arrayNode();
      array.forEach(each -> masked.add(of(each)));
      return masked;
    }
    if (node instanceof ObjectNode object) {
      ObjectNode masked = JsonNodeFactory.instance.objectNode();
      object
          .fields()
          .forEachRemaining(
              member ->
                  masked.set(
                      text.of(member.getKey()),
                      VALUES.contains(member.getKey())
                          ? TextNode.valueOf(MaskedText.MASK)
                          : of(member.getValue())));
      return masked;
    }
    return node;
  }
}
