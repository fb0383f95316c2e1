package io.tributary.validator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The schemas and examples of docs/asyncapi.yaml. */
final class JsonSchemas {
  private final JsonNode document;

  JsonSchemas() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("docs/asyncapi.yaml"))) {
      directory = directory.getParent();
    }
    try {
      document = new YAMLMapper().readTree(directory.resolve("docs/asyncapi.yaml").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with an event, by the schema of a message; empty when nothing. */
  List<String> problems(String message, JsonNode event) {
    ObjectNode schema = document.deepCopy();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$ref", payload(message));
    JsonSchema compiled =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    return compiled.validate(event).stream().map(Object::toString).toList();
  }

  private String payload(String message) {
    return document.at("/components/messages/" + message + "/payload/$ref").asText();
  }

  /** The examples of a message. */
  Iterable<JsonNode> examples(String message) {
    return document.at("/components/messages/" + message + "/examples");
  }

  JsonNode document() {
    return document;
  }
}
