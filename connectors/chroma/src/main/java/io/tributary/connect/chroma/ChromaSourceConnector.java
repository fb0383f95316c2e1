package io.tributary.connect.chroma;

import io.tributary.connect.sqlite.PluginVersion;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Captures the directory of a Chroma server that goes on writing. It has one task. {@code
 * docs/connector-chroma.md} describes its settings, records and errors.
 */
public class ChromaSourceConnector extends SourceConnector {
  private Map<String, String> settings;

  @Override
  public String version() {
    return PluginVersion.text();
  }

  @Override
  public void start(Map<String, String> given) {
    new ChromaSettings(given);
    settings = Map.copyOf(given);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return ChromaSourceTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(settings);
  }

  @Override
  public void stop() {
    // The task holds everything that there is to close.
  }

  @Override
  public ConfigDef config() {
    return ChromaSettings.definition();
  }
}
