package io.tributary.common.plan.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Holds a document against those words of JSON Schema that the migration file's schema uses. */
record MigrationSchemaCheck(JsonNode root, List<String> errors) {
  private static final Set<String> KNOWN =
      Set.of(
          "$schema",
          "$id",
          "$defs",
          "$ref",
          "title",
          "description",
          "default",
          "type",
          "properties",
          "required",
          "additionalProperties",
          "propertyNames",
          "minProperties",
          "maxProperties",
          "items",
          "minItems",
          "minLength",
          "maxLength",
          "pattern",
          "const",
          "allOf",
          "if",
          "then",
          "else",
          "enum",
          "minimum",
          "maximum");

  static List<String> errors(JsonNode schema, JsonNode document) {
    MigrationSchemaCheck check = new MigrationSchemaCheck(schema, new ArrayList<>());
    check.check(schema, document, "");
    return check.errors;
  }

  private void check(JsonNode schema, JsonNode value, String at) {
    if (schema.isBoolean()) {
      require(schema.asBoolean(), at, "not allowed");
      return;
    }
    for (Map.Entry<String, JsonNode> word : schema.properties()) {
      require(KNOWN.contains(word.getKey()), at, "schema word not known: " + word.getKey());
    }
    if (schema.has("$ref")) {
      check(root.at(schema.get("$ref").asText().substring(1)), value, at);
      return;
    }
    if (schema.has("if")) {
      boolean holds = errors(root, schema.get("if"), value).isEmpty();
      String branch = holds ? "then" : "else";
      if (schema.has(branch)) {
        check(schema.get(branch), value, at);
      }
    }
    schema.path("allOf").forEach(part -> check(part, value, at));
    if (schema.has("const")) {
      require(value.equals(schema.get("const")), at, "not " + schema.get("const"));
    }
    if (!schema.has("type")) {
      members(schema, value, at);
      return;
    }
    switch (schema.get("type").asText()) {
      case "object" -> object(schema, value, at);
      case "array" -> {
        require(value.isArray(), at, "no array");
        require(value.size() >= schema.path("minItems").asInt(0), at, "too few items");
        value.forEach(item -> check(schema.get("items"), item, at + "[]"));
      }
      case "string" -> string(schema, value, at);
      case "integer" ->
          require(
              value.isIntegralNumber()
                  && value.asLong() >= schema.get("minimum").asLong()
                  && value.asLong() <= schema.get("maximum").asLong(),
              at,
              "no integer in range");
      case "boolean" -> require(value.isBoolean(), at, "no boolean");
      default -> errors.add(at + ": type not known");
    }
  }

  private static List<String> errors(JsonNode root, JsonNode schema, JsonNode value) {
    MigrationSchemaCheck check = new MigrationSchemaCheck(root, new ArrayList<>());
    check.check(schema, value, "");
    return check.errors;
  }

  /** Of a schema that says nothing of the type. */
  private void members(JsonNode schema, JsonNode value, String at) {
    schema.path("required").forEach(k -> require(value.has(k.asText()), at, "lacks " + k));
    for (Map.Entry<String, JsonNode> known : schema.path("properties").properties()) {
      if (value.has(known.getKey())) {
        check(known.getValue(), value.get(known.getKey()), at + "." + known.getKey());
      }
    }
  }

  private void object(JsonNode schema, JsonNode value, String at) {
    require(value.isObject(), at, "no object");
    require(value.size() >= schema.path("minProperties").asInt(0), at, "too few keys");
    require(value.size() <= schema.path("maxProperties").asInt(1000), at, "too many keys");
    schema.path("required").forEach(k -> require(value.has(k.asText()), at, "lacks " + k));
    JsonNode others = schema.path("additionalProperties");
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      String place = at + "." + entry.getKey();
      JsonNode known = schema.path("properties").path(entry.getKey());
      if (!known.isMissingNode()) {
        check(known, entry.getValue(), place);
      } else if (others.isObject()) {
        check(others, entry.getValue(), place);
      } else {
        errors.add(place + ": not allowed");
      }
    }
  }

  private void string(JsonNode schema, JsonNode value, String at) {
    require(value.isTextual(), at, "no string");
    String text = value.asText();
    require(text.length() >= schema.path("minLength").asInt(0), at, "too short");
    require(text.length() <= schema.path("maxLength").asInt(10_000), at, "too long");
    if (schema.has("pattern")) {
      require(Pattern.compile(schema.get("pattern").asText()).matcher(text).find(), at, "pattern");
    }
    if (schema.has("enum")) {
      List<String> valid = new ArrayList<>();
      schema.get("enum").forEach(v -> valid.add(v.asText()));
      require(valid.contains(text), at, "not one of " + valid);
    }
  }

  private void require(boolean holds, String at, String error) {
    if (!holds) {
      errors.add(at + ": " + error);
    }
  }
}
