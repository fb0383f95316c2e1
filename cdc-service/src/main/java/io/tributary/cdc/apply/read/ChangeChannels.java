package io.tributary.cdc.apply.read;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Multi;
import io.smallrye.reactive.messaging.kafka.KafkaConnector;
import io.tributary.cdc.apply.policy.ApplySettings;
import io.tributary.common.model.StreamId;
import io.tributary.common.topic.TopicNames;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/**
 * Opens change topics as channels in batch mode while the service runs, one per stream, so that a
 * slow stream never holds up another.
 */
@ApplicationScoped
public class ChangeChannels {
  private final KafkaConnector connector;
  private final ChannelPositions positions;
  private final ApplySettings settings;
  private final TopicNames topics;
  private final String instanceId;

  ChangeChannels(
      @Connector("smallrye-kafka") KafkaConnector connector,
      @Identifier(ChannelSettings.POSITIONS) ChannelPositions positions,
      ApplySettings settings,
      @ConfigProperty(name = "tributary.topic-prefix", defaultValue = "tributary") String prefix,
      @ConfigProperty(name = "tributary.instance-id") String instanceId) {
    this.connector = connector;
    this.positions = positions;
    this.settings = settings;
    this.topics = new TopicNames(prefix);
    this.instanceId = instanceId;
  }

  /**
   * Starts to read a stream.
   *
   * @param nextOffset the offset behind the stream's checkpoint; asked at each assignment
   */
  public ChangeChannel open(StreamId stream, LongSupplier nextOffset) {
    String topic = topics.changes(stream);
    ChangeChannel channel =
        new ChangeChannel(stream, nextOffset, closed -> positions.remove(topic, closed));
    positions.add(topic, channel);
    try {
      channel.read(
          Multi.createFrom()
              .publisher(connector.getPublisher(ChannelSettings.of(topic, settings, instanceId))));
    } catch (KafkaException e) {
      positions.remove(topic, channel);
      throw ChangeChannel.unreadable(stream, e);
    }
    return channel;
  }
}
