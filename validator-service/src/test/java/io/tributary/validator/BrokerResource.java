package io.tributary.validator;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tributary.fixture.ApiTokenFile;
import io.tributary.fixture.KafkaFixture;
import java.util.Map;

/** Points the service at the broker of the tests. */
public final class BrokerResource implements QuarkusTestResourceLifecycleManager {
  static final String PREFIX = "validator-it";

  /** Tokens with one role each. */
  static final String LOOKER = "token-of-the-looker-0001";

  static final String PILOT = "token-of-the-pilot-00002";
  static final String READER = "token-of-the-reader-0004";

  @Override
  public Map<String, String> start() {
    return Map.of(
        "tributary.access.token-file",
        ApiTokenFile.create().toString(),
        "tributary.access.tokens-file",
        ApiTokenFile.holding(
                "looker viewer " + LOOKER, "pilot operator " + PILOT, "reader values " + READER)
            .toString(),
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
