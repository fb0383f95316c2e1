package io.tributary.orchestrator.topic;

import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Migration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * Finds the changes topics that an earlier migration has left under the names of a new one: whoever
 * reads them takes the changes of then for those of now. Blocking, thread-safe.
 *
 * @param settings how to reach the broker
 */
public record LeftTopics(KafkaSettings settings) {
  private static final long LIMIT_SECONDS = 5;

  /**
   * The topics of that kind that are there, in the order of the sources.
   *
   * @throws KafkaException the broker does not tell
   */
  public List<String> of(Migration plan) {
    try (Admin admin = Admin.create(settings.client())) {
      Set<String> present = admin.listTopics().names().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      return plan.streams().stream()
          .map(stream -> settings.topics().changes(new StreamId(plan.name(), stream)))
          .filter(present::contains)
          .toList();
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("Topics cannot be listed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Topics cannot be listed", e);
    }
  }
}
