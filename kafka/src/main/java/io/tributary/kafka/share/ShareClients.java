package io.tributary.kafka.share;

import io.tributary.common.topic.TopicNames;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Consumers of the desired topic and of the shares' topic; whoever asks for one closes it.
 *
 * @param broker how to reach and to log in at Kafka
 * @param topics names below the prefix
 * @param group of the instances of one service
 * @param instanceId of this instance, the same after a restart
 * @param sessionMillis after which an instance that is silent has lost its shares
 */
public record ShareClients(
    Map<String, Object> broker,
    TopicNames topics,
    String group,
    String instanceId,
    int sessionMillis) {
  /** How long an instance may be silent, in milliseconds; a broker takes no less than 6,000. */
  public static final String SESSION_SETTING = "tributary.instance-session-millis";

  /** A little above the shortest that a broker takes. */
  public static final String SESSION_DEFAULT = "6500";

  private static final int HEARTBEATS = 6;
  private static final int ANSWER_MILLIS = 10_000;
  private static final int METADATA_MILLIS = 1_000;

  /** Copies the settings. */
  public ShareClients {
    broker = Map.copyOf(broker);
  }

  /** Reads the desired topic as no group's member, so that each instance reads all of it. */
  Consumer<String, byte[]> desired() {
    return new KafkaConsumer<>(
        settings(Map.of()), new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** A member of the group, which is known again when it comes back before its session ends. */
  Consumer<byte[], byte[]> shares() {
    return new KafkaConsumer<>(
        settings(
            Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                instanceId,
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName(),
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                sessionMillis,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                sessionMillis / HEARTBEATS)),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private Map<String, Object> settings(Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(broker);
    all.remove(ConsumerConfig.GROUP_ID_CONFIG);
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    all.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    all.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MILLIS);
    all.putAll(more);
    return all;
  }
}
