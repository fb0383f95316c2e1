package io.tributary.connect.chroma;

import io.tributary.connect.sqlite.CaptureConnector;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;

/**
 * Captures the directory of a Chroma server that goes on writing. It has one task. {@code
 * docs/connector-chroma.md} describes its settings, records and errors.
 */
public class ChromaSourceConnector extends CaptureConnector {
  @Override
  protected void require(Map<String, String> given) {
    new ChromaSettings(given);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return ChromaSourceTask.class;
  }

  @Override
  public ConfigDef config() {
    return ChromaSettings.definition();
  }
}
