package io.tributary.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.fixture.PostgresServer;
import io.tributary.local.fixture.Oracle;
import io.tributary.local.fixture.PatientWriter;
import io.tributary.local.fixture.TestStack;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * Random tables, changes and faults on two sources of one migration of the packaged stack, then
 * their cutover. {@code -Dtributary.soak.seconds} says how long the faults go on (30), {@code
 * -Dtributary.test.seed} repeats their choice; the moments at which they hit are never the same.
 */
class SoakIT {
  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final List<String> SOURCES = List.of("soak_a", "soak_b");

  private TestStack stack;
  private Random random;

  @Test
  void twoSourcesAreEqualAfterTheirCutoverWhateverDiedBefore() throws Exception {
    // given
    long seed = Long.getLong("tributary.test.seed", System.nanoTime());
    System.out.println("soak: repeat with -Dtributary.test.seed=" + seed);
    random = new Random(seed);
    stack = TestStack.shared();
    List<PatientWriter> writers = new ArrayList<>();
    stack.target.createDatabase("soak");
    for (String source : SOURCES) {
      RandomSchema schema = new RandomSchema(random);
      System.out.println("soak: " + source + ": " + schema);
      create(source, schema);
      writers.add(
          new PatientWriter(
              () -> stack.source.connect(source), schema::change, 0, random.nextLong()));
    }
    try {
      stack.api().create(migrationFile());
      stack.api().post("soak", "start");
      // A start whose preflight meets a fault is given up, and says so.
      await()
          .atMost(LIMIT)
          .until(() -> !stack.api().get("soak").path("sources").toString().contains("\"NEW\""));

      assertTrimmed();

      // when
      long end =
          System.nanoTime()
              + Duration.ofSeconds(Long.getLong("tributary.soak.seconds", 30)).toNanos();
      while (System.nanoTime() < end) {
        Duration rest = Duration.ofMillis(500 + random.nextInt(4_000));
        await().pollDelay(rest).atMost(LIMIT).until(() -> true);
        disturb();
      }
      await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).until(this::switched);
    } finally {
      for (PatientWriter writer : writers) {
        writer.close();
      }
    }

    // then
    for (int i = 0; i < SOURCES.size(); i++) {
      String source = SOURCES.get(i);
      List<String> rows = Oracle.rows(stack.source, source, "public");
      assertThat(Oracle.rows(stack.target, "soak", source)).as("seed %d", seed).isEqualTo(rows);
      List<String> acknowledged =
          writers.get(i).acknowledged().stream().map(id -> "probe (" + id + ")").toList();
      assertThat(new HashSet<>(rows).containsAll(acknowledged)).as("seed %d", seed).isTrue();
      System.out.println(
          "soak: " + source + " " + rows.size() + " rows, " + acknowledged.size() + " commits");
    }
    stack.api().post("soak", "complete");
    await().atMost(LIMIT).until(() -> stack.api().state("soak").equals("Completed"));
  }

  /** Change topics are cut at their beginning while they grow at their end. */
  private void assertTrimmed() throws Exception {
    try (Admin admin = Admin.create(stack.kafkaClient())) {
      for (String source : SOURCES) {
        TopicPartition topic = new TopicPartition("tributary.soak." + name(source) + ".changes", 0);
        await()
            .atMost(LIMIT)
            // There is no topic before the source is captured.
            .ignoreExceptions()
            .until(
                () ->
                    admin
                            .listOffsets(Map.of(topic, OffsetSpec.earliest()))
                            .partitionResult(topic)
                            .get()
                            .offset()
                        > 0);
      }
    }
  }

  private void disturb() throws Exception {
    switch (random.nextInt(11)) {
      case 0 -> kill("cdc-service");
      case 1 -> kill("validator-service");
      case 2 -> kill("connect");
      case 3 -> tell("broker", stack::restartBroker);
      case 4 -> tell("orchestrator", () -> stack.startOrchestrator(Map.of()));
      case 5 -> tell("source restart", stack.source::restart);
      case 6 -> tell("source kill", () -> kill(stack.source));
      case 7 -> tell("target restart", stack.target::restart);
      case 8 -> tell("target kill", () -> kill(stack.target));
      case 9 -> tell("end the sessions of the target", () -> endSessions(stack.target));
      default -> tell("end the sessions of the source", () -> endSessions(stack.source));
    }
  }

  private interface Fault {
    void happen() throws Exception;
  }

  private static void tell(String name, Fault fault) throws Exception {
    System.out.println("soak: " + name);
    fault.happen();
  }

  private void kill(String service) throws Exception {
    tell("kill " + service, () -> stack.running(service).ifPresent(ProcessHandle::destroyForcibly));
  }

  private static void kill(PostgresServer server) {
    server.kill();
    server.start();
  }

  private static void endSessions(PostgresServer server) throws SQLException {
    try (Connection connection = server.connect("postgres")) {
      Oracle.column(
          connection,
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE pid <> pg_backend_pid() AND datname LIKE 'soak%'");
    }
  }

  /** Asks again whenever a cutover was undone or the gate was shut. */
  private boolean switched() throws InterruptedException {
    String state = stack.api().state("soak");
    if (state.equals("Replicating")) {
      try {
        stack.api().post("soak", "cutover");
      } catch (IOException e) {
        System.out.println("soak: " + e.getMessage());
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
    return state.equals("Switched");
  }

  private void create(String source, RandomSchema schema) throws SQLException {
    stack.source.createDatabase(source);
    try (Connection connection = stack.source.connect(source);
        Statement statement = connection.createStatement()) {
      for (String sql : schema.statements()) {
        statement.execute(sql);
      }
    }
  }

  /** The name of the source in the migration file, where a schema's has an underscore. */
  private static String name(String source) {
    return source.replace('_', '-');
  }

  private String migrationFile() {
    StringBuilder sources = new StringBuilder();
    StringBuilder roles = new StringBuilder();
    for (String source : SOURCES) {
      roles.append("    %1$s: {role: %1$s, password: {env: APP_PASSWORD}}\n".formatted(source));
      sources.append(
          """
            - name: %4$s
              kind: postgresql
              connection: {host: 127.0.0.1, port: %2$d, database: %1$s, user: %3$s, password: {env: SOURCE_PASSWORD}}
              schemas: [{from: public, to: %1$s}]
          """
              .formatted(source, stack.source.port(), stack.source.superuser(), name(source)));
    }
    return """
        migration: soak
        target:
          connection: {host: 127.0.0.1, port: %d, database: soak, user: %s, password: {env: TARGET_PASSWORD}}
          schemas:
        %ssources:
        %scutover: {time-limit-millis: 60000, max-lag-millis: 10000}
        validation: {pause-between-passes-millis: 500}
        """
        .formatted(stack.target.port(), stack.target.superuser(), roles, sources);
  }
}
