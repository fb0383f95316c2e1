package io.tributary.orchestrator.rest;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tributary.fixture.ApiTokenFile;
import io.tributary.fixture.KafkaFixture;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.util.Map;

/** A broker and a target for the tests of the running service. */
public final class Servers implements QuarkusTestResourceLifecycleManager {
  /** Name of the target's database. */
  static final String DATABASE = "orchestrator_rest";

  @Override
  public Map<String, String> start() {
    PostgresServer server = PostgresFixture.target();
    server.createDatabase(DATABASE);
    return Map.of(
        "tributary.access.token-file", ApiTokenFile.create().toString(),
        "tributary.access.tokens-file", AccessIT.tokens().toString(),
        "kafka.bootstrap.servers", KafkaFixture.bootstrapServers(),
        "tributary.topic-prefix", "orchestrator-rest",
        // Test JVMs run side by side.
        "quarkus.http.test-port", "0",
        "fixture.host", server.host(),
        "fixture.port", String.valueOf(server.port()),
        "fixture.user", server.superuser(),
        "fixture.password", server.password());
  }

  @Override
  public void stop() {
    // The fixtures end with the JVM.
  }
}
