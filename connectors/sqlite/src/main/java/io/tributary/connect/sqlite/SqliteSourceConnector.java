package io.tributary.connect.sqlite;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Captures an SQLite file that other processes write to. It has one task. {@code
 * docs/connector-sqlite.md} describes its settings, records and errors.
 */
public class SqliteSourceConnector extends SourceConnector {
  private Map<String, String> settings;

  @Override
  public String version() {
    return PluginVersion.text();
  }

  @Override
  public void start(Map<String, String> given) {
    new SqliteSettings(given);
    settings = Map.copyOf(given);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return SqliteSourceTask.class;
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
    return SqliteSettings.definition();
  }
}
