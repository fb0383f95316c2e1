package io.tributary.validator.changes;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;

/** Makes consumers of change topics, which belong to no group and commit nothing. */
public interface ChangeConsumers {
  /** A consumer that reads a topic on and on, by {@link #followingSettings}. */
  Consumer<byte[], ByteBuffer> following();

  /** A consumer that answers a question now and then, by {@link #askingSettings}. */
  Consumer<byte[], ByteBuffer> asking();

  /** The broker holds a fetch back until there are records: an idle topic costs next to nothing. */
  static Map<String, Object> followingSettings() {
    return Map.of(
        "auto.offset.reset", "none", "enable.auto.commit", false, "metadata.max.age.ms", 5_000);
  }

  /**
   * A broker answers one request of a connection at a time, so a question waits for a fetch that
   * waits for records; and it is asked while writers wait.
   */
  static Map<String, Object> askingSettings() {
    Map<String, Object> settings = new HashMap<>(followingSettings());
    settings.put("fetch.max.wait.ms", 10);
    return settings;
  }
}
