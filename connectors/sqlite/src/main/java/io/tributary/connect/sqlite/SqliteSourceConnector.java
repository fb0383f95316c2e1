package io.tributary.connect.sqlite;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;

/**
 * Captures an SQLite file that other processes write to. It has one task. {@code
 * docs/connector-sqlite.md} describes its settings, records and errors.
 */
public class SqliteSourceConnector extends CaptureConnector {
  @Override
  protected void require(Map<String, String> given) {
    new SqliteSettings(given);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return SqliteSourceTask.class;
  }

  @Override
  public ConfigDef config() {
    return SqliteSettings.definition();
  }
}
