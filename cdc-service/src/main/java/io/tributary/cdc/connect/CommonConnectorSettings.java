package io.tributary.cdc.connect;

import io.tributary.common.topic.CaptureNames;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the configurations of all connectors have in common, as a value: where records go and how
 * they are written.
 *
 * @param names the capture's names
 * @param topic the changes topic, where every record goes
 * @param heartbeatMillis interval of the heartbeats
 * @param pollMillis how long to wait for changes before looking again
 */
public record CommonConnectorSettings(
    CaptureNames names, String topic, long heartbeatMillis, long pollMillis) {

  /** Whether the connector sends the rows that the source has. */
  public static final String SNAPSHOT_MODE = "snapshot.mode";

  static final String TOPIC = "transforms.route.replacement";

  /** Largest record, the same as the changes topic's {@code max.message.bytes}. */
  static final int MAX_RECORD_SIZE = 100 * 1024 * 1024;

  private static final String MAX_RECORD_BYTES = String.valueOf(MAX_RECORD_SIZE);

  private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";

  /** The settings as Connect takes them, to be added to. */
  public Map<String, String> toMap() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("tasks.max", "1");
    settings.put("topic.prefix", names.connector());
    settings.put(SNAPSHOT_MODE, "initial");
    settings.put("notification.sink.topic.name", topic);
    settings.put("heartbeat.interval.ms", String.valueOf(heartbeatMillis));
    settings.put("poll.interval.ms", String.valueOf(pollMillis));
    settings.put("transforms", "route");
    settings.put("transforms.route.type", "org.apache.kafka.connect.transforms.RegexRouter");
    settings.put("transforms.route.regex", ".*");
    settings.put(TOPIC, topic);
    settings.put("errors.tolerance", "none");
    putConverters(settings);
    putProducer(settings);
    return settings;
  }

  private static void putConverters(Map<String, String> settings) {
    // The other key of a key change is in a header; Connect's own form of it loses control
    // characters.
    for (String side : new String[] {"key", "value", "header"}) {
      settings.put(side + ".converter", JSON);
      settings.put(side + ".converter.schemas.enable", "false");
      // A NULL in a column that has a default is still a NULL.
      settings.put(side + ".converter.replace.null.with.default", "false");
    }
  }

  private static void putProducer(Map<String, String> settings) {
    settings.put("producer.override.acks", "all");
    settings.put("producer.override.enable.idempotence", "true");
    settings.put("producer.override.linger.ms", "5");
    settings.put("producer.override.batch.size", "262144");
    settings.put("producer.override.max.request.size", MAX_RECORD_BYTES);
    settings.put("producer.override.buffer.memory", MAX_RECORD_BYTES);
    // On a busy machine the largest record takes longer than Kafka's 30 s, and would be sent again
    // from its beginning each time.
    settings.put("producer.override.request.timeout.ms", "120000");
  }
}
