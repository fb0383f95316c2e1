package io.tributary.kafka.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.SourceShare;
import io.tributary.common.topic.TopicNames;
import io.tributary.fixture.KafkaFixture;
import io.tributary.kafka.StateTopics;
import io.tributary.kafka.TopicReplicas;
import io.tributary.kafka.TopicSetup;
import io.tributary.kafka.WantedTopic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShareReaderIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final SourceShare ANY = new SourceShare(7);

  private final TopicNames topics = new TopicNames("shares-" + UUID.randomUUID());
  private final RecordedShares shares = new RecordedShares();
  private final List<ShareReader> readers = new ArrayList<>();
  private KafkaProducer<String, byte[]> orders;

  @BeforeEach
  void createTopics() throws Exception {
    Map<String, Object> broker = Map.of("bootstrap.servers", KafkaFixture.bootstrapServers());
    try (Admin admin = Admin.create(broker)) {
      TopicSetup setup = new TopicSetup(admin, new TopicReplicas((short) 1));
      for (WantedTopic topic : new StateTopics(topics).ofValidator()) {
        setup.ensure(topic);
      }
    }
    orders = new KafkaProducer<>(broker, new StringSerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void end() throws Exception {
    for (ShareReader reader : readers) {
      reader.close();
    }
    orders.close();
    assertThat(shares.faults).isEmpty();
  }

  @Test
  void areSplitAmongThoseWhoComeAndGoOnWithTheOthersWhenOneGoes() throws Exception {
    // given
    RecordedShares.Keeper first = begin("one", "one");
    await().atMost(LIMIT).until(() -> shares.of("one").size() == SourceShare.COUNT);

    // when
    begin("two", "two");
    begin("three", "three");

    // then
    await()
        .atMost(LIMIT)
        .until(
            () ->
                shares.held() == SourceShare.COUNT
                    && shares.of("one").size() == SourceShare.COUNT / 3
                    && shares.of("two").size() == SourceShare.COUNT / 3);
    assertThat(first.gave).isTrue();

    // when, then: it leaves at once, not when its session ends
    long before = System.nanoTime();
    readers.remove(0).close();
    await().atMost(LIMIT).until(() -> shares.held() == SourceShare.COUNT);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(6));
    assertThat(shares.of("one")).isEmpty();
  }

  @Test
  void areTakenBehindWhatWasOrderedLast() throws Exception {
    // given
    for (int i = 0; i < 200; i++) {
      order("shop", "generation " + i);
      order("gone", "generation " + i);
    }
    order("gone", null);

    // when
    RecordedShares.Keeper keeper = begin("one", "one");
    await().atMost(LIMIT).until(() -> shares.held() == SourceShare.COUNT);

    // then
    assertThat(keeper.knownWhenTaken.get(0)).isEqualTo(Map.of("shop", "generation 199"));

    // when, then: whoever holds none of its shares knows of an order too
    RecordedShares.Keeper other = begin("two", "two");
    await().atMost(LIMIT).until(() -> !other.knownWhenTaken.isEmpty());
    assertThat(other.knownWhenTaken.get(0)).isEqualTo(Map.of("shop", "generation 199"));
    order("shop", "generation 200");
    for (RecordedShares.Keeper each : List.of(keeper, other)) {
      await().atMost(LIMIT).until(() -> each.orders().containsValue("generation 200"));
    }
  }

  @Test
  void areProvenOnlyUntilAnotherInstanceHasTakenItsPlace() {
    // given
    begin("one", "same");
    await().atMost(LIMIT).until(() -> shares.held() == SourceShare.COUNT);
    ShareReader replaced = readers.get(0);
    assertThat(replaced.proven(ANY)).isTrue();

    // when: the same instance is started elsewhere, and the first one does not come back
    RecordedShares elsewhere = new RecordedShares();
    ShareReader successor =
        new ShareReader(clients("same"), elsewhere.keeper("successor"), () -> {});
    readers.add(successor);
    successor.start();

    // then: at no time do both say so
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              boolean first = replaced.proven(ANY);
              boolean second = successor.proven(ANY);
              return second && !first && !replaced.proven(ANY);
            });
  }

  private RecordedShares.Keeper begin(String name, String instanceId) {
    RecordedShares.Keeper keeper = shares.keeper(name);
    ShareReader reader = new ShareReader(clients(instanceId), keeper, () -> {});
    readers.add(reader);
    reader.start();
    return keeper;
  }

  private ShareClients clients(String instanceId) {
    return new ShareClients(
        Map.of("bootstrap.servers", KafkaFixture.bootstrapServers()),
        topics,
        topics.prefix() + "-cdc",
        instanceId,
        6_500);
  }

  private void order(String migration, @Nullable String desired) throws Exception {
    byte[] value = desired == null ? null : desired.getBytes(StandardCharsets.UTF_8);
    orders.send(new ProducerRecord<>(topics.desired(), migration, value)).get();
  }
}
