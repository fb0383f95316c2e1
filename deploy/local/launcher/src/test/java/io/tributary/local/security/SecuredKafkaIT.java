package io.tributary.local.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A Kafka of the user's own that demands TLS and a login of everybody. */
class SecuredKafkaIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String NAME = "secured";

  @Test
  void everyClientOfAMigrationSpeaksTlsAndLogsIn() throws Exception {
    try (TestStack stack = TestStack.overTls()) {
      // given
      OperatorApi api = stack.api();
      Shop shop = Shop.create(stack, NAME);
      api.create(shop.migrationFile());
      api.post(NAME, "start");
      await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .until(() -> source(api).path("phase").asText().equals("STREAMING"));
      shop.atTarget("ALTER TABLE shop.account ADD CONSTRAINT no_bob CHECK (owner NOT LIKE 'bob%')");

      // when
      shop.atSource(
          "INSERT INTO account (owner, note) VALUES ('bob', 'refused')",
          "INSERT INTO account (owner, note) VALUES ('carol', 'streamed')");

      // then
      await().atMost(LIMIT).until(() -> shop.targetRows().toString().contains("streamed"));
      await().atMost(LIMIT).until(() -> api.get(NAME + "/dead-letters").toString().contains("bob"));
      shop.atTarget("ALTER TABLE shop.account DROP CONSTRAINT no_bob");
      api.post(NAME, "replay");
      await().atMost(LIMIT).until(() -> shop.targetRows().equals(shop.sourceRows()));
      await().atMost(LIMIT).ignoreExceptions().until(() -> api.ready(NAME));
      api.post(NAME, "abort");
      await().atMost(LIMIT).until(() -> api.state(NAME).equals("Aborted"));
      assertThat(source(api).path("error").isObject()).isFalse();
    }
  }

  private static com.fasterxml.jackson.databind.JsonNode source(OperatorApi api) throws Exception {
    return api.get(NAME).path("sources").path(0);
  }
}
