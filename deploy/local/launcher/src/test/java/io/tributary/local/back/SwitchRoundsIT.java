package io.tributary.local.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file, a program and a webhook point an application at the target and back, twice. */
class SwitchRoundsIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String OLD_SECRET = "kept-beside-the-file-alone";
  private static final String BEFORE =
      "# the shop\nDB_PORT = 5432 # the old one\nDB_PASSWORD='" + OLD_SECRET + "'\nOTHER=1";

  @TempDir Path directory;

  private final List<String> events = new CopyOnWriteArrayList<>();
  private TestStack stack;
  private OperatorApi api;
  private Shop shop;
  private HttpServer webhook;
  private Path env;
  private Path runs;
  private Path hold;

  @BeforeEach
  void start() throws Exception {
    stack = TestStack.shared();
    api = stack.api();
    shop = Shop.create(stack, "switchback");
    env = Files.writeString(directory.resolve("shop.env"), BEFORE);
    Files.setPosixFilePermissions(env, PosixFilePermissions.fromString("rw-------"));
    runs = Files.createFile(directory.resolve("runs"));
    hold = directory.resolve("hold");
    webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    webhook.createContext(
        "/",
        exchange -> {
          events.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    webhook.start();
  }

  @AfterEach
  void stop() {
    webhook.stop(0);
  }

  @Test
  void goesThereAndBackTwiceAlthoughProgramsFailAndTheOrchestratorDies() throws Exception {
    // given
    String name = shop.name();
    api.create(file());
    api.post(name, "start");
    await().atMost(LIMIT).until(() -> api.ready(name));

    for (int round = 0; round < 2; round++) {
      // when: in the second round the orchestrator dies between the last action and its note
      boolean dies = round == 1;
      if (dies) {
        stack.startOrchestrator(Map.of("TRIBUTARY_TEST_HALT_AT", name + ":out:DONE:before"));
      }
      holdTheProgram();
      order("cutover");
      // then: the target is open, and what is written there comes home although the switch waits
      awaitSwitch("out");
      assertThat(env).content().isEqualTo(set());
      write(shop.targetAsApplication(), "shop.probe", 10L * round + 1);
      awaitEqual();
      goOn("Switched", dies);

      // when
      if (dies) {
        stack.startOrchestrator(Map.of("TRIBUTARY_TEST_HALT_AT", name + ":back:DONE:before"));
      }
      holdTheProgram();
      assertThat(dryRollback()).contains("SWITCH, action 1: env-file " + env + " puts back");
      order("rollback");
      // then
      awaitSwitch("back");
      assertThat(env).content().isEqualTo(BEFORE);
      write(shop.source(), "public.probe", 10L * round + 2);
      awaitEqual();
      goOn("Replicating", dies);
    }

    // then
    assertThat(env).content().isEqualTo(BEFORE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(env)))
        .isEqualTo("rw-------");
    assertThat(Files.readAllLines(runs).stream().distinct())
        .containsExactly("cutover 15432", "rollback 5432");
    assertThat(events.stream().map(event -> event.contains("\"direction\":\"BACK\"")))
        .containsExactly(false, true, false, false, true, true);
    assertThat(
            events.stream()
                .map(event -> event.replaceAll(".*?\"id\":\"([^\"]*)\".*", "$1"))
                .distinct())
        .hasSize(4);
    assertNobodyElseKnows(OLD_SECRET);
    assertNobodyElseKnows(TestStack.APP_PASSWORD);

    // and: an edited file keeps the gate of the next rollback shut
    order("cutover");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Switched"));
    Files.writeString(env, set().replace("15432", "9"));
    OperatorApi.Answer refused = api.tryPost(name, "rollback", UUID.randomUUID().toString());
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().toString()).contains("DB_PORT stands there neither");
    assertThat(refused.body().toString()).doesNotContain(OLD_SECRET, TestStack.APP_PASSWORD);
    api.post(name, "complete");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Completed"));
  }

  /** The program fails as long as there is this file, so that the step SWITCH lasts. */
  private String file() {
    String script =
        "test ! -e %s && echo $TRIBUTARY_DIRECTION $(sed -n 's/^DB_PORT *= *\\([0-9]*\\).*/\\1/p' %s) >> %s"
            .formatted(hold, env, runs);
    return shop.returningMigrationFile()
        .replace(
            "cutover: {time-limit-millis: 60000}",
            """
            cutover:
              time-limit-millis: 60000
              switch:
                - env-file: {path: %s, set: {DB_PORT: "15432", DB_PASSWORD: "${env:APP_PASSWORD}", DB_TLS: "on"}}
                - command: {run: [/bin/sh, -c, "%s"]}
                - webhook: {url: "http://127.0.0.1:%d/switched"}
            """
                .formatted(env, script.replace("\\", "\\\\"), webhook.getAddress().getPort()));
  }

  private static String set() {
    return "# the shop\nDB_PORT =15432\nDB_PASSWORD="
        + TestStack.APP_PASSWORD
        + "\nOTHER=1\nDB_TLS=on\n";
  }

  private void holdTheProgram() throws IOException {
    Files.createFile(hold);
  }

  private void goOn(String state, boolean dies) throws IOException {
    Files.delete(hold);
    if (dies) {
      await().atMost(LIMIT).until(stack::orchestratorEnded);
      stack.startOrchestrator(Map.of());
    }
    await().atMost(LIMIT).until(() -> api.state(shop.name()).equals(state));
  }

  private void awaitSwitch(String direction) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              JsonNode status = api.get(shop.name());
              assertThat(status.path("step").asText()).isEqualTo("SWITCH");
              assertThat(status.path("cutover").path("direction").asText()).isEqualTo(direction);
              assertThat(status.path("error").path("code").asText())
                  .isEqualTo("TRB-SWITCH-COMMAND");
            });
  }

  private void awaitEqual() {
    await().atMost(LIMIT).until(() -> shop.sourceRows().equals(shop.targetRows()));
  }

  private static void write(Connection opened, String table, long id) throws Exception {
    try (Connection connection = opened;
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO " + table + " VALUES (" + id + ")");
    }
  }

  private String dryRollback() throws Exception {
    return api.post(shop.name(), "rollback?dryRun=true").toString();
  }

  /** As soon as the gate opens. */
  private void order(String order) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(300))
        .untilAsserted(
            () -> {
              OperatorApi.Answer answer =
                  api.tryPost(shop.name(), order, UUID.randomUUID().toString());
              assertThat(answer.status()).as(String.valueOf(answer.body())).isEqualTo(202);
            });
  }

  /** Neither the status, nor the history and state in the target, nor logs, nor topics. */
  private void assertNobodyElseKnows(String secret) throws Exception {
    assertThat(api.get(shop.name()).toString()).doesNotContain(secret);
    try (Connection target = stack.target.connect(shop.name());
        Statement statement = target.createStatement()) {
      for (String table : List.of("history", "migration")) {
        assertThat(
                statement
                    .executeQuery(
                        "SELECT FROM tributary.%s t WHERE t::text LIKE '%%%s%%'"
                            .formatted(table, secret))
                    .next())
            .as(table)
            .isFalse();
      }
    }
    try (var logs = Files.walk(stack.logs())) {
      for (Path log : logs.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(log, StandardCharsets.ISO_8859_1))
            .as(log.toString())
            .doesNotContain(secret);
      }
    }
    for (String topic : List.of("desired", "observed", "cutover", "audit")) {
      assertThat(topic("tributary." + topic)).as(topic).doesNotContain(secret);
    }
  }

  private String topic(String topic) throws Exception {
    StringBuilder text = new StringBuilder();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.copyOf(stack.kafkaClient()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record -> {
                  if (record.value() != null) {
                    text.append(new String(record.value(), StandardCharsets.UTF_8)).append('\n');
                  }
                });
      }
    }
    assertThat(text).as(topic).isNotEmpty();
    return text.toString();
  }
}
