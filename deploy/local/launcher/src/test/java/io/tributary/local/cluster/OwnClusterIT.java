package io.tributary.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.local.fixture.EitherSide;
import io.tributary.local.fixture.KafkaCluster;
import io.tributary.local.fixture.Legacy;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.PatientWriter;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A cluster of three brokers that demand TLS and a login and make every topic that somebody names,
 * and two Connect workers: brokers and a worker die, and leaders move. Eight processes beside the
 * databases, so only where it is asked for.
 */
@EnabledIfSystemProperty(named = "tributary.cluster", matches = "true")
class OwnClusterIT {
  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final String NAME = "clustered";
  private static final String CHANGES = "tributary.clustered.shop.changes";

  private OperatorApi api;
  private Shop shop;

  @Test
  void losesNothingWhenBrokersAndAWorkerDieAndLeadersMove() throws Exception {
    Path directory = Files.createTempDirectory(Path.of("target"), "cluster");
    try (KafkaCluster cluster = KafkaCluster.start(directory);
        TestStack stack = TestStack.over(cluster)) {
      // given
      api = stack.api();
      Legacy n8n = n8n(stack);
      shop = Shop.create(stack, NAME);
      api.create(shop.returningMigrationFile());
      api.post(NAME, "start");
      await().atMost(LIMIT).until(() -> api.ready(NAME));
      long seed = Long.getLong("tributary.test.seed", System.nanoTime());
      System.out.println("own cluster: repeat with -Dtributary.test.seed=" + seed);
      try (PatientWriter writer =
          new PatientWriter(new EitherSide(shop), OwnClusterIT::change, 0, seed)) {
        // when the leader of the changes dies
        int leader = cluster.leader(CHANGES);
        cluster.kill(leader);
        // then
        awaitArrival(writer);
        cluster.startBroker(leader);
        cluster.awaitComplete();
        cluster.moveLeaders();
        awaitArrival(writer);

        // when a broker and a worker die in a cutover
        api.postOnceOpen(NAME, "cutover");
        int victim = 1 + new Random(seed).nextInt(KafkaCluster.BROKERS);
        cluster.kill(victim);
        stack.kill("connect");
        // then
        reach("cutover", "Replicating", "Switched");
        cluster.startBroker(victim);
        cluster.awaitComplete();

        // when one broker after the other dies
        for (int broker = 1; broker <= KafkaCluster.BROKERS; broker++) {
          cluster.kill(broker);
          cluster.startBroker(broker);
          cluster.awaitComplete();
        }
        reach("rollback", "Switched", "Replicating");
        reach("cutover", "Replicating", "Switched");
        writer.close();

        // then
        await().atMost(LIMIT).until(() -> shop.sourceRows().equals(shop.targetRows()));
        // An assertion about both collections would compare each row with each.
        Set<String> rows = new HashSet<>(shop.targetRows());
        assertThat(writer.acknowledged()).allMatch(id -> rows.contains("probe(" + id + ")"));
      }
      n8n.awaitEqual(LIMIT);
      assertMadeByUs(cluster.topics());
      api.post(NAME, "complete");
      await().atMost(LIMIT).until(() -> api.state(NAME).equals("Completed"));
      n8n.remove();
    }
  }

  private Legacy n8n(TestStack stack) throws Exception {
    Path sample = Path.of(System.getProperty("tributary.root")).resolve("deploy/samples/n8n");
    Legacy n8n = new Legacy(stack, api, "n8n-clustered").schema("public", "n8n");
    for (String part : List.of("legacy.sql", "data.sql", "legacy.constraints.sql")) {
      n8n.execute(Files.readString(sample.resolve(part)));
    }
    n8n.replicate(LIMIT);
    return n8n;
  }

  /** None of them came into being because somebody had named it: those would have three. */
  private static void assertMadeByUs(Map<String, List<Integer>> topics) {
    assertThat(topics).containsKey(CHANGES);
    topics.forEach(
        (name, shape) -> {
          assertThat(shape.get(1)).as("replicas of " + name).isEqualTo(KafkaCluster.BROKERS);
          if (name.startsWith("tributary.")) {
            assertThat(shape.get(0)).as("partitions of " + name).isNotEqualTo(3);
          }
        });
    assertThat(topics.get(CHANGES).get(0)).isOne();
  }

  /** Something that is written from now on is at the target. */
  private void awaitArrival(PatientWriter writer) {
    int before = writer.acknowledged().size();
    await().atMost(LIMIT).until(() -> writer.acknowledged().size() > before + 5);
    long id = writer.acknowledged().get(before + 1);
    await().atMost(LIMIT).until(() -> shop.targetRows().contains("probe(" + id + ")"));
  }

  /** Orders it again as often as it is undone, because somebody that it needs had died. */
  private void reach(String order, String from, String state) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              if (api.state(NAME).equals(from)) {
                api.tryPost(NAME, order, UUID.randomUUID().toString());
              }
              return api.state(NAME).equals(state);
            });
  }

  private static String change(Random random) {
    long owner = 1 + random.nextInt(2000);
    return random.nextBoolean()
        ? "INSERT INTO account (owner, note) VALUES (gen_random_uuid()::text, 'new')"
        : "UPDATE account SET owner = owner || '.' WHERE id = " + owner;
  }
}
