package io.tributary.orchestrator.topic;

import io.tributary.kafka.StateTopics;
import io.tributary.kafka.TopicSetup;
import io.tributary.kafka.WantedTopic;
import org.apache.kafka.clients.admin.Admin;

/** Creates the topics that all services share, and sees to it that existing ones lose no state. */
final class SharedTopics {
  private SharedTopics() {}

  /** Blocks until all topics are as they have to be; throws what is in the way. */
  static void ensure(KafkaSettings settings) throws InterruptedException {
    try (Admin admin = Admin.create(settings.client())) {
      TopicSetup setup = new TopicSetup(admin, settings.replicas());
      for (WantedTopic topic : new StateTopics(settings.topics()).all()) {
        setup.ensure(topic);
      }
    }
  }
}
