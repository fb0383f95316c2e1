package io.tributary.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerAccessIT {
  private static final String DESIRED = "tributary.desired";
  private static final String OBSERVED = "tributary.observed";
  private static final String CHANGES = "tributary.shop.orders.changes";

  @TempDir static Path directory;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() throws Exception {
    Path secrets = Files.createDirectory(directory.resolve("secrets"));
    writePassword(secrets, "broker");
    for (String name : ServicePrincipal.names().toList()) {
      writePassword(secrets, name);
    }
    broker = started();
    broker.grant(List.of("tributary"));
    create("orchestrator", DESIRED);
    create("cdc", OBSERVED);
    create("cdc", CHANGES);
    write("orchestrator", DESIRED);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void aStrangerWithoutCredentialsGetsNothing() {
    // a client that speaks no SASL is cut off, which it takes for a broker that is away
    Map<String, Object> stranger =
        new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers()));
    stranger.put("default.api.timeout.ms", 3_000);
    stranger.put("request.timeout.ms", 2_000);
    try (Admin admin = Admin.create(stranger)) {
      assertThatThrownBy(() -> admin.listTopics().names().get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
    }
  }

  @Test
  void aGuessedPasswordGetsNothing() {
    Map<String, Object> guessing = client("operator");
    guessing.put("sasl.jaas.config", login("operator", "guessed"));
    try (Admin admin = Admin.create(guessing)) {
      assertThatThrownBy(() -> admin.listTopics().names().get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SaslAuthenticationException.class);
    }
  }

  @Test
  void aNameThatIsNotKnownGetsNothing() {
    Map<String, Object> unknown = client("operator");
    unknown.put("sasl.jaas.config", login("somebody", "password-of-operator"));
    try (Admin admin = Admin.create(unknown)) {
      assertThatThrownBy(() -> admin.listTopics().names().get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(AuthenticationException.class);
    }
  }

  @Test
  void onlyTheOrchestratorWritesDesiredState() {
    for (String other : new String[] {"cdc", "validator", "connect", "operator"}) {
      assertThatThrownBy(() -> write(other, DESIRED))
          .as(other)
          .hasRootCauseInstanceOf(AuthorizationException.class);
    }
  }

  @Test
  void connectNeitherReadsNorWritesState() throws Exception {
    assertThatThrownBy(() -> read("connect", DESIRED))
        .isInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(() -> write("connect", OBSERVED))
        .hasRootCauseInstanceOf(AuthorizationException.class);
    assertThatCode(() -> write("connect", CHANGES)).doesNotThrowAnyException();
  }

  @Test
  void theOperatorReadsAndChangesNothing() throws Exception {
    assertThat(read("operator", DESIRED)).isPositive();
    assertThatThrownBy(() -> write("operator", CHANGES))
        .hasRootCauseInstanceOf(AuthorizationException.class);
    try (Admin admin = Admin.create(client("operator"))) {
      assertThatThrownBy(() -> admin.deleteTopics(List.of(CHANGES)).all().get())
          .hasCauseInstanceOf(AuthorizationException.class);
      assertThatThrownBy(() -> admin.createAcls(new BrokerRights("w", "w").bindings()).all().get())
          .hasCauseInstanceOf(AuthorizationException.class);
      assertThatThrownBy(() -> admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get())
          .hasCauseInstanceOf(AuthorizationException.class);
    }
  }

  /** Whoever holds the partition is the active instance: the other ones would stand by for ever. */
  @Test
  void theOperatorDoesNotJoinTheGroupOfAService() {
    Map<String, Object> settings = client("operator");
    settings.put("group.id", "tributary-orchestrator");
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(settings)) {
      consumer.subscribe(List.of(DESIRED));
      assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(30)))
          .isInstanceOf(GroupAuthorizationException.class);
    }
  }

  @Test
  void cdcDoesNotRemoveTheTopicOfDesiredState() throws Exception {
    try (Admin admin = Admin.create(client("cdc"))) {
      assertThatThrownBy(() -> admin.deleteTopics(List.of(DESIRED)).all().get())
          .hasCauseInstanceOf(AuthorizationException.class);
    }
  }

  @Test
  void rightsOfAFormerVersionAreTakenAway() throws Exception {
    // given
    Set<org.apache.kafka.common.acl.AclBinding> wider =
        new BrokerRights("elsewhere", "w").bindings();
    BrokerSettings settings =
        new BrokerSettings(broker.port(), 1, directory, Optional.of(secrets()), Map.of());
    BrokerAccess access = new BrokerAccess(settings.ownClient(secrets()));
    access.grant(wider);

    // when
    broker.grant(List.of("tributary"));

    // then
    try (Admin admin = Admin.create(settings.ownClient(secrets()))) {
      assertThat(admin.describeAcls(AclBindingFilter.ANY).values().get())
          .containsExactlyInAnyOrderElementsOf(
              new BrokerRights("tributary", "tributary").bindings());
    }
  }

  private static EmbeddedBroker started() {
    return new EmbeddedBroker(0, directory.resolve("data"), Optional.of(secrets()), Map.of());
  }

  private static BrokerCredentials secrets() {
    return new BrokerCredentials(directory.resolve("secrets"));
  }

  private static void writePassword(Path secrets, String name) throws IOException {
    Files.writeString(secrets.resolve(name + ".password"), "password-of-" + name);
  }

  private static void create(String as, String topic) throws Exception {
    try (Admin admin = Admin.create(client(as))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  private static void write(String as, String topic) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client(as), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, new byte[] {1})).get();
    }
  }

  private static int read(String as, String topic) {
    Map<String, Object> settings = client(as);
    settings.put("auto.offset.reset", "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(settings)) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(30));
      return records.count();
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> settings) {
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static Map<String, Object> client(String as) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("security.protocol", "SASL_PLAINTEXT");
    settings.put("sasl.mechanism", "SCRAM-SHA-512");
    settings.put("sasl.jaas.config", login(as, "password-of-" + as));
    return settings;
  }

  private static String login(String name, String password) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(name, password);
  }
}
