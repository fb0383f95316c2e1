package io.tributary.cdc.apply;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.tributary.fixture.KafkaFixture;
import java.util.Map;

/** Only apply runs: the parts that would start it, and those it does not need, are left out. */
public class ApplyTestProfile implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.ofEntries(
        Map.entry("kafka.bootstrap.servers", KafkaFixture.bootstrapServers()),
        Map.entry("quarkus.http.test-port", "0"),
        Map.entry(
            "quarkus.arc.exclude-types",
            "io.tributary.cdc.connect.**,io.tributary.cdc.copy.**,io.tributary.cdc.preflight.**,"
                + "io.tributary.cdc.reconcile.**,io.tributary.cdc.schema.**,"
                + "io.tributary.cdc.source.**"),
        Map.entry("tributary.apply.max-batch-rows", "500"),
        Map.entry("tributary.apply.max-buffered-bytes", "60000"),
        Map.entry("tributary.apply.retry-initial-millis", "50"),
        Map.entry("tributary.apply.retry-max-millis", "300"),
        Map.entry("tributary.apply.idle-checkpoint-millis", "200"),
        Map.entry("mp.messaging.incoming.desired.enabled", "false"),
        Map.entry("mp.messaging.outgoing.observed.enabled", "false"),
        Map.entry("mp.messaging.outgoing.progress.enabled", "false"));
  }
}
