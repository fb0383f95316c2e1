package io.tributary.cdc.reconcile;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Asks the broker whether this instance is the active one now. An instance that has lost the broker
 * and still reaches the databases would otherwise act on the last desired state that it has read.
 * Thread-safe.
 */
@ApplicationScoped
public class ActiveMembership {
  private static final Logger LOG = Logger.getLogger(ActiveMembership.class);
  private static final String CHANNEL = "desired";
  private static final Duration WITHIN = Duration.ofSeconds(2);

  private final KafkaClientService clients;

  ActiveMembership(KafkaClientService clients) {
    this.clients = clients;
  }

  /**
   * Whether the group still knows this instance as the member that holds the desired topic. Blocks
   * for at most some seconds; no answer counts as no.
   */
  public boolean proven() {
    KafkaConsumer<String, byte[]> consumer = clients.getConsumer(CHANNEL);
    if (consumer == null) {
      return false;
    }
    try {
      return consumer
          .runOnPollingThread(ActiveMembership::committed)
          .await()
          .atMost(WITHIN.plusSeconds(1));
    } catch (TimeoutException | KafkaException e) {
      LOG.warnf("not known to be the active instance: %s", e.getMessage());
      return false;
    }
  }

  /** The offset means nothing; the broker takes it only from a living member. */
  private static boolean committed(Consumer<String, byte[]> consumer) {
    Map<TopicPartition, OffsetAndMetadata> any = new HashMap<>();
    consumer.assignment().forEach(partition -> any.put(partition, new OffsetAndMetadata(0)));
    if (!any.isEmpty()) {
      consumer.commitSync(any, WITHIN);
    }
    return !any.isEmpty();
  }
}
