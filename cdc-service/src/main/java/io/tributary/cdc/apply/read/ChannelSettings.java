package io.tributary.cdc.apply.read;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tributary.cdc.apply.policy.ApplySettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.Config;

/** The configuration of a channel that is created while the service runs; pure. */
final class ChannelSettings {
  /** Name of the bean that says where a channel begins to read. */
  static final String POSITIONS = "tributary-apply";

  private static final String SESSION_TIMEOUT_MILLIS = "10000";
  private static final String HEARTBEAT_MILLIS = "1000";
  private static final String API_TIMEOUT_MILLIS = "10000";
  private static final int CONFIG_ORDINAL = 1000;
  private static final String PARTITION_FETCH_BYTES = "4194304";

  private ChannelSettings() {}

  static Config of(String topic, ApplySettings apply, String instanceId) {
    // One group to a topic, whose name no other stream has.
    String name = POSITIONS + "." + topic;
    Map<String, String> values = new HashMap<>();
    values.put("channel-name", name);
    values.put("connector", "smallrye-kafka");
    values.put("topic", topic);
    values.put("group.id", name);
    // A process that was killed and starts again takes its stream up without waiting for the
    // broker.
    values.put("group.instance.id", instanceId);
    values.put("session.timeout.ms", SESSION_TIMEOUT_MILLIS);
    values.put("heartbeat.interval.ms", HEARTBEAT_MILLIS);
    // Also how long closing may take: a stream that stops must not wait for a broker that is away.
    values.put("default.api.timeout.ms", API_TIMEOUT_MILLIS);
    values.put("batch", "true");
    values.put("key.deserializer", ByteArrayDeserializer.class.getName());
    values.put("value.deserializer", ByteArrayDeserializer.class.getName());
    // Where to go on is in the target; the broker's idea of it is never asked and never told.
    values.put("consumer-rebalance-listener.name", POSITIONS);
    values.put("commit-strategy", "ignore");
    values.put("failure-strategy", "ignore");
    values.put("enable.auto.commit", "false");
    values.put("auto.offset.reset", "none");
    values.put("isolation.level", "read_committed");
    values.put("max.poll.records", String.valueOf(apply.maxPollRecords()));
    values.put("max.partition.fetch.bytes", PARTITION_FETCH_BYTES);
    // One poll waits while another is decoded; more would only take memory.
    values.put("max-queue-size-factor", "1");
    // A poll that fails is reported to the stream, which starts again from its checkpoint.
    values.put("retry", "false");
    values.put("graceful-shutdown", "false");
    values.put("health-enabled", "false");
    values.put("tracing-enabled", "false");
    values.put("cloud-events", "false");
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(values, name, CONFIG_ORDINAL))
        .build();
  }
}
