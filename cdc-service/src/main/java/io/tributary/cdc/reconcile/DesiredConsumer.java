package io.tributary.cdc.reconcile;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.annotations.Blocking;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import io.smallrye.reactive.messaging.kafka.Record;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Reads the desired topic. Its one partition belongs to one instance at a time: that instance is
 * the active one and reads the topic from the beginning, the others stand by.
 */
@ApplicationScoped
@Identifier("desired")
public class DesiredConsumer implements KafkaConsumerRebalanceListener {
  private static final Logger LOG = Logger.getLogger(DesiredConsumer.class);

  private final Migrations migrations;

  DesiredConsumer(Migrations migrations) {
    this.migrations = migrations;
  }

  /** One change of a migration's desired state; a tombstone means that it was deleted. */
  @Incoming("desired")
  @Blocking
  public void receive(Record<String, byte[]> record) {
    if (record.value() == null) {
      LOG.infof("deleted migration=%s", record.key());
      migrations.forget(record.key());
    } else {
      DesiredState desired = Json.read(record.value(), DesiredState.class);
      LOG.infof(
          "desired migration=%s generation=%d goal=%s",
          desired.migration().name(), desired.generation(), desired.goal());
      migrations.desire(desired);
    }
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    consumer.seekToBeginning(partitions);
    if (!partitions.isEmpty()) {
      LOG.info("active: reading all desired state");
    }
  }

  @Override
  public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      LOG.info("standing by: another instance takes over");
      migrations.standDown();
    }
  }
}
