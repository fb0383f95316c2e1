package io.tributary.validator.topic;

import io.tributary.common.topic.TopicNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/** The topics that the validator reads first and writes to, created where they are missing. */
final class ValidatorTopics {
  private static final Logger LOG = Logger.getLogger(ValidatorTopics.class);
  private static final long LIMIT_SECONDS = 15;

  /** One record holds the verdicts of all tables of a source. */
  private static final String MAX_RECORD_BYTES = String.valueOf(64 * 1024 * 1024);

  private ValidatorTopics() {}

  /** One partition each; desired and observed keep the latest record of each key. */
  static List<NewTopic> wanted(TopicNames names) {
    Map<String, String> compacted = Map.of("cleanup.policy", "compact");
    Map<String, String> large = new HashMap<>(compacted);
    large.put("max.message.bytes", MAX_RECORD_BYTES);
    return List.of(
        topic(names.desired()).configs(compacted),
        topic(names.observed()).configs(large),
        topic(names.validation()));
  }

  private static NewTopic topic(String name) {
    return new NewTopic(name, Optional.of(1), Optional.empty());
  }

  /**
   * Creates what is missing; existing topics stay as they are.
   *
   * @throws KafkaException when the broker does not answer or refuses
   */
  static void ensure(Admin admin, TopicNames names) throws InterruptedException {
    for (NewTopic topic : wanted(names)) {
      try {
        admin.createTopics(List.of(topic)).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        LOG.infof("created topic=%s", topic.name());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw new KafkaException("Cannot create topic " + topic.name(), e.getCause());
        }
      } catch (TimeoutException e) {
        throw new KafkaException("No answer when creating topic " + topic.name(), e);
      }
    }
  }
}
