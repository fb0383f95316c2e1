package io.tributary.connect.sqlite;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceConnector;

/** A connector with one task, a {@link CaptureTask}, which gets the connector's own settings. */
public abstract class CaptureConnector extends SourceConnector {
  private Map<String, String> settings;

  /** Refuses settings by which no task could start. */
  protected abstract void require(Map<String, String> given);

  @Override
  public String version() {
    return PluginVersion.text();
  }

  @Override
  public void start(Map<String, String> given) {
    require(given);
    settings = Map.copyOf(given);
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(settings);
  }

  @Override
  public void stop() {
    // The task holds everything that there is to close.
  }
}
