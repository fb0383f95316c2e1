package io.tributary.validator.topic;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tributary.common.desired.SourceShare;
import io.tributary.kafka.share.ShareKeeper;
import io.tributary.kafka.share.ShareReader;
import io.tributary.validator.watch.MigrationWatches;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Has this instance compare the sources of the shares that it holds in the group of all validators,
 * from the start of the service to its end.
 */
@ApplicationScoped
public class SharedComparisons implements ShareKeeper {
  private final KafkaClients clients;
  private final MigrationWatches watches;
  private final DesiredOrders orders;
  private final ShareReader reader;

  SharedComparisons(KafkaClients clients, MigrationWatches watches) {
    this.clients = clients;
    this.watches = watches;
    this.orders = new DesiredOrders(watches::desire, watches::forget);
    this.reader = new ShareReader(clients.shares(), this, this::ensureTopics);
  }

  void start(@Observes StartupEvent started) {
    reader.start();
  }

  void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
    reader.close();
  }

  private void ensureTopics() {
    try (Admin admin = clients.admin()) {
      ValidatorTopics.ensure(admin, clients.topics(), clients.replicas());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("ended while topics were made", e);
    }
  }

  @Override
  public void ordered(Map<String, byte @Nullable []> latest) {
    orders.carryOut(latest);
  }

  @Override
  public void taken(Set<SourceShare> shares) {
    watches.take(shares);
  }

  @Override
  public void given(Set<SourceShare> shares) {
    watches.give(shares);
  }
}
