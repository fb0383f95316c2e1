package io.tributary.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.yaml.snakeyaml.Yaml;

/** The files of {@code deploy} as they lie in the checkout. */
final class DeployFiles {
  static final Path ROOT = Path.of(System.getProperty("tributary.root", "../.."));

  private static final YAMLMapper YAML = new YAMLMapper();

  private DeployFiles() {}

  /** A YAML document with its anchors and merges resolved, which Jackson leaves as they are. */
  static JsonNode merged(String file) throws IOException {
    return YAML.valueToTree(new Yaml().load(Files.readString(ROOT.resolve(file))));
  }

  /** All documents of a file. */
  static List<JsonNode> documents(String file) throws IOException {
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(ROOT.resolve(file).toFile())) {
      return documents.readAll();
    }
  }
}
