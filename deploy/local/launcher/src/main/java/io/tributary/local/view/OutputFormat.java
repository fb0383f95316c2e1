package io.tributary.local.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tributary.common.json.Json;
import java.io.UncheckedIOException;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** How a document is printed. Pure. */
public enum OutputFormat {
  /** For people. */
  text,
  /** For scripts. */
  json,
  /** For scripts. */
  yaml;

  /** Any document but for people, without a line break behind it. */
  public String of(Object document) {
    try {
      String pretty = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(document);
      return this == json ? pretty : yaml(Json.mapper().readValue(pretty, Object.class));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String yaml(Object document) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    return new Yaml(options).dump(document).stripTrailing();
  }
}
