package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.kafka.BrokerRoom;
import io.tributary.kafka.TopicReplicas;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;

/**
 * Checks that the brokers answer, are as many as each topic has replicas, and have room.
 *
 * @param client properties of every client
 * @param replicas of each topic
 * @param timeout for an answer
 */
record KafkaCheck(Map<String, Object> client, TopicReplicas replicas, Duration timeout) {
  private static final String SUBJECT = "kafka";

  /** Below that, the changes of an hour may fill a disk. */
  private static final long LEAST_FREE_BYTES = 1L << 30;

  /**
   * Looks at the brokers.
   *
   * @param streamedBytes of the sources whose rows travel through a topic at the start
   */
  List<PreflightCheck> look(long streamedBytes) {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put("default.api.timeout.ms", (int) timeout.toMillis());
    properties.put("request.timeout.ms", (int) timeout.toMillis());
    try (Admin admin = Admin.create(properties)) {
      Collection<Node> brokers =
          admin.describeCluster().nodes().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return List.of(
          count(brokers.size()), room(BrokerRoom.least(admin, brokers, timeout), streamedBytes));
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      return List.of(
          unreachable(String.valueOf(e instanceof ExecutionException ? e.getCause() : e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of(unreachable(e.toString()));
    }
  }

  private PreflightCheck count(int brokers) {
    String finding =
        "%d brokers answer; each topic has %d replicas, of which %d confirm a record."
            .formatted(brokers, replicas.factor(), replicas.minInSync());
    return brokers >= replicas.factor()
        ? PreflightCode.KAFKA.passed(SUBJECT, finding)
        : PreflightCode.KAFKA.failed(
            SUBJECT,
            finding,
            "Add brokers, or lower %s of all services.".formatted(TopicReplicas.SETTING));
  }

  private static PreflightCheck room(OptionalLong free, long needed) {
    PreflightCode code = PreflightCode.KAFKA_SPACE;
    if (free.isEmpty()) {
      return code.passed(
          SUBJECT, "How much room the brokers have cannot be seen from here; make sure of it.");
    }
    String finding =
        "The broker with the least room has %d MB; %d MB of rows pass through topics at the start, and then every change."
            .formatted(free.getAsLong() >> 20, needed >> 20);
    String fix = "Give the brokers larger disks, or make room.";
    if (free.getAsLong() < needed) {
      return code.failed(SUBJECT, finding, fix);
    }
    return free.getAsLong() < needed + LEAST_FREE_BYTES
        ? code.warning(SUBJECT, finding, fix)
        : code.passed(SUBJECT, finding);
  }

  private static PreflightCheck unreachable(String why) {
    return PreflightCode.KAFKA.failed(
        SUBJECT,
        "The brokers do not answer: %s.".formatted(why),
        "Start Kafka, or correct kafka.bootstrap.servers and what else is below kafka.* of"
            + " cdc-service.");
  }
}
