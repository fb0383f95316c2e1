package io.tributary.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic as Tributary needs it. All that have records have one partition: their order is what is
 * read.
 *
 * @param name of the topic
 * @param partitions how many it has to have
 * @param settings that it has to have, besides those about replicas
 */
public record WantedTopic(String name, int partitions, Map<String, String> settings) {
  private static final String FOR_EVER = "-1";

  /** Copies the settings. */
  public WantedTopic {
    settings = Map.copyOf(settings);
  }

  /** A topic of one partition. */
  private WantedTopic(String name, Map<String, String> settings) {
    this(name, 1, settings);
  }

  /** A topic without records, whose partitions are handed out to the members of groups. */
  public static WantedTopic shares(String name, int partitions) {
    return new WantedTopic(name, partitions, Map.of());
  }

  /**
   * A topic that keeps the latest record of each key. It is small and must never lose that, so it
   * is compacted often.
   *
   * @param mostBytes of a record; 0 for the broker's limit
   */
  public static WantedTopic state(String name, int mostBytes) {
    Map<String, String> settings = new HashMap<>();
    settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    settings.put(TopicConfig.SEGMENT_MS_CONFIG, "3600000");
    settings.put(TopicConfig.RETENTION_MS_CONFIG, FOR_EVER);
    limit(settings, mostBytes);
    return new WantedTopic(name, settings);
  }

  /** A topic whose records nobody of us reads again; they go when the broker's retention says. */
  public static WantedTopic events(String name) {
    return new WantedTopic(
        name, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE));
  }

  /**
   * A topic whose records stay until we remove them.
   *
   * @param mostBytes of a record; 0 for the broker's limit
   */
  public static WantedTopic kept(String name, int mostBytes) {
    Map<String, String> settings = new HashMap<>();
    settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    settings.put(TopicConfig.RETENTION_MS_CONFIG, FOR_EVER);
    settings.put(TopicConfig.RETENTION_BYTES_CONFIG, FOR_EVER);
    limit(settings, mostBytes);
    return new WantedTopic(name, settings);
  }

  private static void limit(Map<String, String> settings, int mostBytes) {
    if (mostBytes > 0) {
      settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(mostBytes));
    }
  }

  NewTopic toMake(TopicReplicas replicas) {
    Map<String, String> all = new HashMap<>(settings);
    all.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(replicas.minInSync()));
    return new NewTopic(name, Optional.of(partitions), Optional.of(replicas.factor())).configs(all);
  }

  /** Which settings of an existing topic have to become what; larger sizes may stay. */
  Map<String, String> toChange(Map<String, String> found, TopicReplicas replicas) {
    Map<String, String> changes = new HashMap<>();
    settings.forEach(
        (key, value) -> {
          String there = found.getOrDefault(key, "");
          boolean fits =
              key.equals(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                  ? atLeast(there, value)
                  : key.equals(TopicConfig.SEGMENT_MS_CONFIG) || there.equals(value);
          if (!fits) {
            changes.put(key, value);
          }
        });
    String inSync = String.valueOf(replicas.minInSync());
    if (!atLeast(found.getOrDefault(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "0"), inSync)) {
      changes.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, inSync);
    }
    return changes;
  }

  private static boolean atLeast(String found, String wanted) {
    return !found.isEmpty() && Long.parseLong(found) >= Long.parseLong(wanted);
  }
}
