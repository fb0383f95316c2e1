package io.tributary.site.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The keys of migration files, out of their JSON Schema. */
public final class SchemaReference {
  private static final String INTRODUCTION =
      """
      # Keys of the migration file

      This page lists every key of a migration file with its type and its limits. The build makes it of the [JSON Schema](../common/src/main/resources/io/tributary/schema/migration.schema.json), which editors can use too. [Migration file](../docs/migration-file.md) explains the keys with examples.
      """;

  private static final String REFERENCE = "#/$defs/";

  private SchemaReference() {}

  /**
   * The page in Markdown.
   *
   * @throws IOException when the schema cannot be read
   */
  public static String of(Path file) throws IOException {
    JsonNode schema = new ObjectMapper().readTree(file.toFile());
    StringBuilder page = new StringBuilder(INTRODUCTION);
    page.append(section("The file", schema));
    for (Map.Entry<String, JsonNode> part : schema.path("$defs").properties()) {
      page.append(section(part.getKey(), part.getValue()));
    }
    return page.toString();
  }

  private static String section(String title, JsonNode schema) {
    StringBuilder text = new StringBuilder("\n## " + title + "\n\n");
    String said = schema.path("description").asText();
    if (!said.isEmpty()) {
      text.append(said).append("\n\n");
    }
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    if (schema.path("properties").isEmpty()) {
      return text.append("Type: ").append(type(schema)).append("\n").toString();
    }
    MarkdownTable table = new MarkdownTable("key", "type", "default", "meaning");
    for (Map.Entry<String, JsonNode> key : schema.path("properties").properties()) {
      JsonNode value = key.getValue();
      String name = "`" + key.getKey() + "`" + (required.contains(key.getKey()) ? " (needed)" : "");
      table.row(name, type(value), code(value.path("default")), value.path("description").asText());
    }
    return text.append(table.text()).toString();
  }

  private static String type(JsonNode schema) {
    String reference = schema.path("$ref").asText();
    if (reference.startsWith(REFERENCE)) {
      String name = reference.substring(REFERENCE.length());
      return "[" + name + "](#" + name + ")";
    }
    for (String choice : List.of("oneOf", "anyOf")) {
      if (schema.has(choice)) {
        List<String> types = new ArrayList<>();
        schema.path(choice).forEach(each -> types.add(type(each)));
        return String.join(" or ", types.stream().distinct().toList());
      }
    }
    if (schema.has("enum")) {
      List<String> values = new ArrayList<>();
      schema.path("enum").forEach(value -> values.add(code(value)));
      return String.join(", ", values);
    }
    if (schema.has("const")) {
      return code(schema.path("const"));
    }
    String type = schema.path("type").asText("any");
    return switch (type) {
      case "array" -> "list of " + type(schema.path("items"));
      case "object" ->
          schema.path("additionalProperties").isObject()
              ? "names with " + type(schema.path("additionalProperties"))
              : "object";
      default -> type + limits(schema);
    };
  }

  private static String limits(JsonNode schema) {
    List<String> limits = new ArrayList<>();
    limit(schema, "minimum", "from ", limits);
    limit(schema, "maximum", "to ", limits);
    limit(schema, "maxLength", "at most ", limits);
    if (schema.has("pattern")) {
      limits.add("like " + code(schema.path("pattern")));
    }
    return limits.isEmpty() ? "" : ", " + String.join(", ", limits);
  }

  private static void limit(JsonNode schema, String key, String word, List<String> limits) {
    if (schema.has(key)) {
      limits.add(word + schema.path(key).asText() + (key.equals("maxLength") ? " characters" : ""));
    }
  }

  private static String code(JsonNode value) {
    return value.isMissingNode() ? "" : "`" + value.asText() + "`";
  }
}
