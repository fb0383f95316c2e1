package io.tributary.validator.topic;

import io.tributary.common.error.TributaryException;
import io.tributary.common.topic.TopicNames;
import io.tributary.kafka.KafkaError;
import io.tributary.kafka.StateTopics;
import io.tributary.kafka.TopicReplicas;
import io.tributary.kafka.TopicSetup;
import io.tributary.kafka.WantedTopic;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** The topics that the validator reads first and writes to, created where they are missing. */
final class ValidatorTopics {
  private static final Logger LOG = Logger.getLogger(ValidatorTopics.class);

  private ValidatorTopics() {}

  /**
   * Creates what is missing, and sees to it that existing ones lose no state.
   *
   * @throws KafkaException when the broker does not answer or refuses
   * @throws TributaryException {@link KafkaError#TOPIC_UNFIT}
   */
  static void ensure(Admin admin, TopicNames names, TopicReplicas replicas)
      throws InterruptedException {
    TopicSetup setup = new TopicSetup(admin, replicas);
    for (WantedTopic topic : new StateTopics(names).ofValidator()) {
      if (setup.ensure(topic)) {
        LOG.infof("created topic=%s", topic.name());
      }
    }
  }
}
