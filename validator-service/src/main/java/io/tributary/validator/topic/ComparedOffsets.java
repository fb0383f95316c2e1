package io.tributary.validator.topic;

import io.tributary.common.model.StreamId;
import io.tributary.common.topic.TopicNames;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Keeps at the broker up to which record each change topic is compared, so that older ones can be
 * deleted. Returns at once; what fails is logged, and kept after the next pass.
 */
final class ComparedOffsets implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ComparedOffsets.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Admin admin;
  private final TopicNames topics;

  /** Offsets at the broker of a client, which it closes. */
  ComparedOffsets(Admin admin, TopicNames topics) {
    this.admin = admin;
    this.topics = topics;
  }

  void keep(StreamId stream, long upTo) {
    TopicPartition topic = new TopicPartition(topics.changes(stream), 0);
    admin
        .alterConsumerGroupOffsets(
            topics.comparedGroup(stream), Map.of(topic, new OffsetAndMetadata(Math.max(0, upTo))))
        .all()
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                LOG.warnf(
                    "compared offset not kept topic=%s cause=%s",
                    topic.topic(), failure.getMessage());
              }
            });
  }

  @Override
  public void close() {
    admin.close(CLOSE_LIMIT);
  }
}
