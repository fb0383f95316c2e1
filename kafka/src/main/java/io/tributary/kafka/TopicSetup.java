package io.tributary.kafka;

import io.tributary.common.error.TributaryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/**
 * Makes topics, and sees to it that existing ones are what they have to be: somebody may have made
 * them by hand, or a broker by itself. Blocking.
 *
 * @param admin a client of the caller's
 * @param replicas of every topic
 */
public record TopicSetup(Admin admin, TopicReplicas replicas) {
  private static final long LIMIT_SECONDS = 15;

  /**
   * Makes a topic, or sets what an existing one lacks.
   *
   * @return whether it was made
   * @throws TributaryException {@link KafkaError#TOPIC_UNFIT}: it cannot be made to fit
   * @throws KafkaException the broker does not answer, or refuses
   */
  public boolean ensure(WantedTopic topic) throws InterruptedException {
    try {
      get(admin.createTopics(List.of(topic.toMake(replicas))).all());
      return true;
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new KafkaException("Topic " + topic.name() + " cannot be made", e.getCause());
      }
    }
    try {
      requireShape(topic);
    } catch (ExecutionException e) {
      throw new KafkaException("Topic " + topic.name() + " cannot be described", e.getCause());
    }
    Map<String, String> changes = new HashMap<>();
    try {
      changes.putAll(topic.toChange(settings(topic), replicas));
      if (!changes.isEmpty()) {
        alter(topic, changes);
      }
    } catch (ExecutionException e) {
      throw unfit(
          topic,
          changes.isEmpty()
              ? "its settings cannot be read (" + e.getCause() + "); let the service describe them"
              : "it has to have %s, which could not be set (%s); set them with kafka-configs.sh of Kafka"
                  .formatted(changes, e.getCause()),
          e);
    }
    return false;
  }

  private void requireShape(WantedTopic topic) throws ExecutionException, InterruptedException {
    TopicDescription found =
        get(admin.describeTopics(List.of(topic.name())).allTopicNames()).get(topic.name());
    int partitions = Objects.requireNonNull(found, "what was asked for").partitions().size();
    if (partitions != topic.partitions()) {
      throw unfit(
          topic,
          "it has %d partitions and must have %s; remove it if nothing in it is needed"
              .formatted(partitions, topic.partitions() == 1 ? "one" : topic.partitions()),
          null);
    }
    int there = found.partitions().get(0).replicas().size();
    if (there < replicas.factor()) {
      throw unfit(
          topic,
          "it has %d replicas and %s is %d; add replicas with kafka-reassign-partitions.sh of Kafka, or lower the setting"
              .formatted(there, TopicReplicas.SETTING, replicas.factor()),
          null);
    }
  }

  private Map<String, String> settings(WantedTopic topic)
      throws ExecutionException, InterruptedException {
    ConfigResource resource = resource(topic);
    Map<String, String> settings = new HashMap<>();
    Objects.requireNonNull(
            get(admin.describeConfigs(List.of(resource)).all()).get(resource), "what was asked for")
        .entries()
        .forEach(entry -> settings.put(entry.name(), Objects.toString(entry.value(), "")));
    return settings;
  }

  private void alter(WantedTopic topic, Map<String, String> changes)
      throws ExecutionException, InterruptedException {
    List<AlterConfigOp> set = new ArrayList<>();
    changes.forEach(
        (key, value) -> set.add(new AlterConfigOp(new ConfigEntry(key, value), OpType.SET)));
    get(admin.incrementalAlterConfigs(Map.of(resource(topic), set)).all());
  }

  private static ConfigResource resource(WantedTopic topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
  }

  private static <T> T get(KafkaFuture<T> answer) throws ExecutionException, InterruptedException {
    try {
      return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new KafkaException("The broker does not answer", e);
    }
  }

  private static TributaryException unfit(
      WantedTopic topic, String why, @Nullable Throwable cause) {
    return new TributaryException(
        KafkaError.TOPIC_UNFIT,
        "The topic %s does not fit: %s.".formatted(topic.name(), why),
        Map.of("topic", topic.name()),
        cause);
  }
}
