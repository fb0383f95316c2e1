package io.tributary.cdc.apply.read;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Sets each change topic to the record behind its stream's checkpoint whenever it is assigned. */
@ApplicationScoped
@Identifier(ChannelSettings.POSITIONS)
public class ChannelPositions implements KafkaConsumerRebalanceListener {
  private final Map<String, ChangeChannel> channels = new ConcurrentHashMap<>();

  void add(String topic, ChangeChannel channel) {
    channels.put(topic, channel);
  }

  void remove(String topic, ChangeChannel channel) {
    channels.remove(topic, channel);
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
    for (TopicPartition partition : partitions) {
      ChangeChannel channel = channels.get(partition.topic());
      if (channel == null) {
        // The stream has just been stopped; nobody will look at what is read.
        consumer.seekToEnd(java.util.List.of(partition));
        continue;
      }
      long next = channel.nextOffset();
      channel.check(next, offset(first, partition), offset(end, partition));
      consumer.seek(partition, next);
    }
  }

  private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    return Objects.requireNonNull(offsets.get(partition), "every partition asked for is answered");
  }
}
