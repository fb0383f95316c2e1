package io.tributary.cdc.connect;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import java.util.Map;
import java.util.TreeMap;

/**
 * A source's connector in Kafka Connect. Blocking, thread-safe.
 *
 * @param id the stream
 * @param name the connector's name
 * @param topic the changes topic that it writes to
 * @param connect where it runs
 */
public record StreamConnector(StreamId id, String name, String topic, ConnectClient connect) {

  /** Its configuration, empty when there is none. */
  public Map<String, String> present() {
    return connect.settings(name).orElse(Map.of());
  }

  /**
   * Creates it or changes its configuration; Connect restarts a connector at every PUT, changed or
   * not, so that one that has these settings is left alone.
   *
   * @throws TributaryException {@link CaptureError#NAME_TAKEN}
   */
  public void bring(Map<String, String> present, Map<String, String> wanted) {
    requireOurs(present);
    // Connect adds its name by itself.
    Map<String, String> rest = new TreeMap<>(present);
    rest.remove("name");
    if (!wanted.entrySet().equals(rest.entrySet())) {
      connect.put(name, wanted);
    }
  }

  /** Has it go on after it was stopped. */
  public void resume() {
    connect.resume(name);
  }

  /**
   * Refuses a connector of this name that somebody else has made.
   *
   * @throws TributaryException {@link CaptureError#NAME_TAKEN}
   */
  void requireOurs(Map<String, String> present) {
    String presentTopic = present.getOrDefault(CommonConnectorSettings.TOPIC, topic);
    if (!topic.equals(presentTopic)) {
      throw new TributaryException(
          CaptureError.NAME_TAKEN,
          "Connector %s exists already and writes to topic %s, so source %s cannot use it for %s. Rename the migration or the source."
              .formatted(name, presentTopic, id, topic),
          Map.of("source", id.source(), "connector", name));
    }
  }
}
