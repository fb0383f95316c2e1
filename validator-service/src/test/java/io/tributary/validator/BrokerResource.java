package io.tributary.validator;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tributary.fixture.ApiTokenFile;
import io.tributary.fixture.KafkaFixture;
import java.util.Map;

/** Points the service at the broker of the tests. */
public final class BrokerResource implements QuarkusTestResourceLifecycleManager {
  static final String PREFIX = "validator-it";

  @Override
  public Map<String, String> start() {
    return Map.of(
        "tributary.access.token-file",
        ApiTokenFile.create().toString(),
        "kafka.bootstrap.servers",
        KafkaFixture.bootstrapServers(),
        "tributary.topic-prefix",
        PREFIX,
        "quarkus.http.test-port",
        "0");
  }

  @Override
  public void stop() {}
}
