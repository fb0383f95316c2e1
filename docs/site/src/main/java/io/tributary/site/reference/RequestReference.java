package io.tributary.site.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The requests of the REST API, out of its OpenAPI document. */
public final class RequestReference {
  private static final String INTRODUCTION =
      """
      # Requests and answers

      This page lists every request of the REST API. The build makes it of the [OpenAPI document](../docs/openapi.yaml), which the orchestrator answers at `/q/openapi`. [API](../docs/api.md) explains the requests in their order.
      """;

  private static final String REFERENCE = "#/components/schemas/";

  private RequestReference() {}

  /**
   * The page in Markdown.
   *
   * @throws IOException when the document cannot be read
   */
  public static String of(Path file) throws IOException {
    JsonNode document = new ObjectMapper(new YAMLFactory()).readTree(file.toFile());
    StringBuilder page = new StringBuilder(INTRODUCTION);
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (method.getValue().has("responses")) {
          String request = method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
          page.append(request(request, path.getValue(), method.getValue()));
        }
      }
    }
    page.append("\n# Objects\n");
    for (Map.Entry<String, JsonNode> part :
        document.path("components").path("schemas").properties()) {
      page.append(object(part.getKey(), part.getValue()));
    }
    return page.toString();
  }

  private static String request(String request, JsonNode path, JsonNode method) {
    StringBuilder text = new StringBuilder("\n## `" + request + "`\n\n");
    sentence(method.path("summary"), text);
    sentence(method.path("description"), text);
    List<JsonNode> parameters = new ArrayList<>();
    path.path("parameters").forEach(parameters::add);
    method.path("parameters").forEach(parameters::add);
    if (!parameters.isEmpty()) {
      MarkdownTable table = new MarkdownTable("parameter", "in", "type", "meaning");
      for (JsonNode each : parameters) {
        String name =
            "`"
                + each.path("name").asText()
                + "`"
                + (each.path("required").asBoolean() ? " (needed)" : "");
        table.row(
            name,
            each.path("in").asText(),
            type(each.path("schema")),
            each.path("description").asText());
      }
      text.append(table.text()).append('\n');
    }
    if (method.has("requestBody")) {
      text.append("Body: ").append(content(method.path("requestBody"))).append(". ");
      text.append(method.path("requestBody").path("description").asText()).append("\n\n");
    }
    MarkdownTable answers = new MarkdownTable("status", "body", "meaning");
    for (Map.Entry<String, JsonNode> answer : method.path("responses").properties()) {
      answers.row(
          answer.getKey(),
          content(answer.getValue()),
          answer.getValue().path("description").asText());
    }
    return text.append(answers.text()).toString();
  }

  private static void sentence(JsonNode said, StringBuilder text) {
    if (!said.isMissingNode()) {
      String words = said.asText().strip();
      text.append(words).append(words.endsWith(".") ? "\n\n" : ".\n\n");
    }
  }

  private static String content(JsonNode body) {
    List<String> types = new ArrayList<>();
    for (Map.Entry<String, JsonNode> content : body.path("content").properties()) {
      String type = type(content.getValue().path("schema"));
      types.add(type.isEmpty() ? "`" + content.getKey() + "`" : type);
    }
    return String.join(" or ", types.stream().distinct().toList());
  }

  private static String object(String name, JsonNode schema) {
    StringBuilder text = new StringBuilder("\n### " + name + "\n\n");
    sentence(schema.path("description"), text);
    if (schema.path("properties").isEmpty()) {
      return text.append("Type: ").append(type(schema)).append('\n').toString();
    }
    MarkdownTable table = new MarkdownTable("member", "type", "meaning");
    for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
      table.row(
          "`" + member.getKey() + "`",
          type(member.getValue()),
          member.getValue().path("description").asText());
    }
    return text.append(table.text()).toString();
  }

  private static String type(JsonNode schema) {
    String reference = schema.path("$ref").asText();
    if (reference.startsWith(REFERENCE)) {
      String name = reference.substring(REFERENCE.length());
      return "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ")";
    }
    if (schema.has("enum")) {
      List<String> values = new ArrayList<>();
      schema.path("enum").forEach(value -> values.add("`" + value.asText() + "`"));
      return String.join(", ", values);
    }
    for (String choice : List.of("anyOf", "oneOf", "allOf")) {
      if (schema.has(choice)) {
        List<String> types = new ArrayList<>();
        schema.path(choice).forEach(each -> types.add(type(each)));
        return String.join(" or ", types.stream().distinct().toList());
      }
    }
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      List<String> types = new ArrayList<>();
      type.forEach(each -> types.add(each.asText()));
      return String.join(" or ", types);
    }
    if (type.asText().equals("array")) {
      return "list of " + type(schema.path("items"));
    }
    if (schema.path("additionalProperties").isObject()) {
      return "names with " + type(schema.path("additionalProperties"));
    }
    return schema.has("format")
        ? type.asText() + " (" + schema.path("format").asText() + ")"
        : type.asText();
  }
}
