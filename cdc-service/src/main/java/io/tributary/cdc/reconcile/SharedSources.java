package io.tributary.cdc.reconcile;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.tributary.common.desired.SourceShare;
import io.tributary.common.topic.TopicNames;
import io.tributary.kafka.share.ShareClients;
import io.tributary.kafka.share.ShareKeeper;
import io.tributary.kafka.share.ShareReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Has this instance look after the sources of the shares that it holds in the group of all
 * instances, from the start of the service to its end.
 */
@ApplicationScoped
public class SharedSources implements ShareKeeper {
  private final DesiredMigrations migrations;
  private final DesiredRecords records;
  private final ShareReader reader;

  SharedSources(
      DesiredMigrations migrations,
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      @ConfigProperty(name = "tributary.topic-prefix", defaultValue = "tributary") String prefix,
      @ConfigProperty(name = "tributary.instance-id") String instanceId,
      @ConfigProperty(
              name = ShareClients.SESSION_SETTING,
              defaultValue = ShareClients.SESSION_DEFAULT)
          int sessionMillis) {
    this.migrations = migrations;
    this.records = new DesiredRecords(migrations);
    this.reader =
        new ShareReader(
            new ShareClients(
                broker, new TopicNames(prefix), prefix + "-cdc", instanceId, sessionMillis),
            this,
            () -> {});
  }

  void start(@Observes StartupEvent started) {
    migrations.provenBy(reader::proven);
    reader.start();
  }

  /** While everything that the loops work with is still there. */
  void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
    reader.close();
  }

  @Override
  public void ordered(Map<String, byte @Nullable []> latest) {
    records.carryOut(latest);
  }

  @Override
  public void taken(Set<SourceShare> shares) {
    migrations.take(shares);
  }

  @Override
  public void given(Set<SourceShare> shares) {
    migrations.give(shares);
  }
}
