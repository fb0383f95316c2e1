package io.tributary.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** A change that the target refuses, from its list over the replay to the equal table. */
class DeadLettersIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String NAME = "dead-letters";
  private static final String TOPIC = "tributary.dead-letters.shop.dead-letters";

  @Test
  void areListedHoldUpTheCutoverAndGoWhenTheyAreReplayedAndTheirTopicAtTheEnd() throws Exception {
    // given
    TestStack stack = TestStack.shared();
    OperatorApi api = stack.api();
    Shop shop = Shop.create(stack, NAME);
    api.create(shop.migrationFile());
    api.post(NAME, "start");
    await().atMost(LIMIT).until(() -> api.ready(NAME));
    shop.atTarget(
        "ALTER TABLE shop.account ADD CONSTRAINT no_bob CHECK (owner NOT LIKE 'bob%') NOT VALID");

    // when
    shop.atSource(
        "INSERT INTO account (owner, note) VALUES ('bob', 'first')",
        "UPDATE account SET note = 'second' WHERE owner = 'bob'",
        "INSERT INTO account (owner, note) VALUES ('bobby', 'other')",
        "INSERT INTO account (owner, note) VALUES ('carol', 'goes on')");

    // then
    await().atMost(LIMIT).until(() -> letters(api).size() == 2);
    await().atMost(LIMIT).until(() -> shop.targetRows().toString().contains("goes on"));
    assertThat(letters(api)).allSatisfy(l -> assertThat(l.toString()).contains("no_bob"));
    // The gates are of the latest report: it may be older than the letters.
    await().atMost(LIMIT).until(() -> !gatesAreOpen(api));

    // when the target takes them
    shop.atTarget("ALTER TABLE shop.account DROP CONSTRAINT no_bob");
    api.post(NAME, "replay");

    // then
    await().atMost(LIMIT).until(() -> letters(api).isEmpty());
    await().atMost(LIMIT).until(() -> shop.targetRows().equals(shop.sourceRows()));
    assertThat(shop.targetRows()).anyMatch(row -> row.contains("second"));

    // when the rows are at rest in their table alone
    assertThat(topics(stack)).contains(TOPIC);
    api.postOnceOpen(NAME, "cutover");
    await().atMost(LIMIT).until(() -> api.state(NAME).equals("Switched"));
    api.post(NAME, "complete");

    // then
    await().atMost(LIMIT).until(() -> api.state(NAME).equals("Completed"));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(topics(stack)).doesNotContain(TOPIC));
  }

  private static Set<String> topics(TestStack stack) throws Exception {
    try (Admin admin = Admin.create(stack.kafkaClient())) {
      return admin.listTopics().names().get();
    }
  }

  private static boolean gatesAreOpen(OperatorApi api) throws Exception {
    return api.tryPost(NAME, "cutover?dryRun=true", "dry").orThrow().path("open").asBoolean();
  }

  private static JsonNode letters(OperatorApi api) throws Exception {
    return api.get(NAME + "/dead-letters").path("deadLetters");
  }
}
