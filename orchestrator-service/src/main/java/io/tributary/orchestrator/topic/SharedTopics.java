package io.tributary.orchestrator.topic;

import io.tributary.common.topic.TopicNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that all services share. Existing topics are left as they are. */
final class SharedTopics {
  private static final int ONE_PARTITION = 1;

  /** One record holds the verdicts of all tables of a source. */
  private static final String MAX_RECORD_BYTES = String.valueOf(64 * 1024 * 1024);

  private SharedTopics() {}

  /** Blocks until all topics exist; throws the broker's error when it refuses. */
  static void ensure(KafkaSettings settings) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(settings.client())) {
      for (NewTopic topic : wanted(settings)) {
        create(admin, topic);
      }
    }
  }

  private static void create(Admin admin, NewTopic topic)
      throws ExecutionException, InterruptedException {
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private static List<NewTopic> wanted(KafkaSettings settings) {
    TopicNames names = settings.topics();
    short replication = settings.replicationFactor();
    // State topics are small and must never lose their latest record, so they are compacted often.
    Map<String, String> compacted =
        Map.of("cleanup.policy", "compact", "segment.ms", "3600000", "retention.ms", "-1");
    Map<String, String> large = new HashMap<>(compacted);
    large.put("max.message.bytes", MAX_RECORD_BYTES);
    return List.of(
        new NewTopic(names.desired(), ONE_PARTITION, replication).configs(compacted),
        new NewTopic(names.observed(), ONE_PARTITION, replication).configs(large),
        new NewTopic(names.progress(), ONE_PARTITION, replication),
        new NewTopic(names.validation(), ONE_PARTITION, replication),
        new NewTopic(names.cutover(), ONE_PARTITION, replication));
  }
}
