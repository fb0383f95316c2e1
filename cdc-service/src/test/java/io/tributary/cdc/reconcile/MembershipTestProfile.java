package io.tributary.cdc.reconcile;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.tributary.fixture.KafkaFixture;
import java.util.Map;
import java.util.UUID;

/** Only the membership in the group of the desired topic: nothing that acts on it. */
public class MembershipTestProfile implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "kafka.bootstrap.servers",
        KafkaFixture.bootstrapServers(),
        "tributary.topic-prefix",
        "membership-" + UUID.randomUUID(),
        "tributary.instance-id",
        "one",
        "quarkus.http.test-port",
        "0",
        "quarkus.arc.exclude-types",
        "io.tributary.cdc.connect.**,io.tributary.cdc.copy.**,io.tributary.cdc.preflight.**,io.tributary.cdc.room.**,"
            + "io.tributary.cdc.schema.**,io.tributary.cdc.source.**,io.tributary.cdc.trim.**,"
            + "io.tributary.cdc.reconcile.DesiredConsumer,"
            + "io.tributary.cdc.reconcile.DesiredMigrations,"
            + "io.tributary.cdc.reconcile.ObservedPublisher,"
            + "io.tributary.cdc.reconcile.SourceMetrics,"
            + "io.tributary.cdc.reconcile.StreamsHealth",
        "mp.messaging.outgoing.observed.enabled",
        "false",
        "mp.messaging.outgoing.progress.enabled",
        "false");
  }
}
