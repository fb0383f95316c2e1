package io.tributary.local.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.fixture.PgBouncer;
import io.tributary.local.fixture.LeftMigrations;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.PooledShop;
import io.tributary.local.fixture.PooledWriter;
import io.tributary.local.fixture.SampledCases;
import io.tributary.local.fixture.TestStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Applications behind the real PgBouncer, of the packaged stack, whose sides change. */
class PooledClientsIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int WRITERS = 6;
  private static final long APART = 1_000_000;

  /** What a transaction of a writer takes that waits for nobody, on a machine with other work. */
  private static final long SLOW_MILLIS = 15_000;

  private final List<PooledWriter> writers = new ArrayList<>();
  private TestStack stack;
  private OperatorApi api;
  private PooledShop shop;
  private String name = "";

  @BeforeEach
  void start() throws Exception {
    Assumptions.assumeTrue(PgBouncer.missing().isEmpty(), () -> PgBouncer.missing().orElse(""));
    stack = TestStack.shared();
    api = stack.api();
  }

  @AfterEach
  void end() throws Exception {
    for (PooledWriter writer : writers) {
      writer.close();
    }
    if (shop != null) {
      LeftMigrations.end(api, name);
      shop.close();
    }
  }

  @Test
  void noStatementOfSixWritersFailsInACutoverAndARollback() throws Exception {
    // given
    replicating("pooled-rounds", 10_000);
    String home = shop.entries();
    write();

    // when
    change("cutover", "Switched");
    // then
    JsonNode held = held();
    System.out.println("cutover: " + held);
    assertThat(held.path("waiting").asInt()).isPositive();
    assertThat(held.path("longestWaitMillis").asLong())
        .isPositive()
        .isLessThanOrEqualTo(held.path("heldMillis").asLong());
    assertThat(shop.entries()).contains("user=" + name + "-app");
    assertReported(held);
    assertThat(shop.shop.refuses("DELETE FROM probe")).isTrue();

    // when
    change("rollback", "Replicating");
    System.out.println("rollback: " + held());
    // then
    assertThat(shop.entries()).isEqualTo(home);
    change("cutover", "Switched");
    closeWriters();
    assertThat(failures()).isEmpty();
    assertNothingLost();
    System.out.println(
        "longest transactions of the writers: "
            + writers.stream().map(PooledWriter::longestMillis).toList());
  }

  @Test
  @EnabledIfSystemProperty(named = "tributary.test.every-case", matches = "true")
  void nobodyWaitsBeyondTheLimitWhicheverStepTheOrchestratorDiesIn() throws Exception {
    // given
    long limitMillis = 10_000;
    replicating("pooled-deaths", limitMillis);
    write();
    List<Step> each =
        List.of(
            Step.HOLD_CLIENTS,
            Step.FENCE,
            Step.DRAIN,
            Step.VERIFY,
            Step.OPEN,
            Step.RELEASE_CLIENTS,
            Step.SWITCH);
    for (Step step : each) {
      // when it is gone until everybody was let go
      stack.startOrchestrator(Map.of("TRIBUTARY_TEST_HALT_AT", name + ":out:" + step + ":after"));
      awaitHalt();
      await().atMost(Duration.ofMillis(limitMillis + SLOW_MILLIS)).until(() -> !waiting());
      stack.startOrchestrator(Map.of());

      // then it is undone, or has gone on, and the writers go on at that side
      await().atMost(LIMIT).ignoreExceptions().until(() -> settled());
      System.out.printf("orchestrator died in %s, then %s%n", step, api.state(name));
      awaitWrites();
      assertThat(longest()).isLessThan(limitMillis + SLOW_MILLIS);
      reach("rollback", "Replicating");
    }
    closeWriters();
    assertThat(failures()).allMatch(failure -> failure.startsWith("25006"));
    assertNothingLost();
  }

  @Test
  void nobodyWaitsBeyondTheLimitWhicheverStepTheServiceDiesInThatHoldsThem() throws Exception {
    // given a limit within which it is started again
    long limitMillis = 40_000;
    replicating("pooled-kills", limitMillis);
    write();
    StepDeaths deaths = new StepDeaths(stack, api, name);
    List<Step> each = List.of(Step.HOLD_CLIENTS, Step.FENCE, Step.OPEN, Step.RELEASE_CLIENTS);
    long seed = Long.getLong("tributary.test.seed", System.nanoTime());
    System.out.println("pooled clients: repeat with -Dtributary.test.seed=" + seed);
    for (Step step : SampledCases.of(1, each, new Random(seed))) {
      // when
      deaths.dies("cdc-service", "cutover", step);
      // then
      awaitWrites();
      assertThat(waiting()).isFalse();
      assertThat(longest()).isLessThan(limitMillis + SLOW_MILLIS);
      reach("cutover", "Switched");
      deaths.dies("cdc-service", "rollback", step);
      awaitWrites();
      assertThat(waiting()).isFalse();
      reach("rollback", "Replicating");
    }
    closeWriters();
    assertThat(failures()).allMatch(failure -> failure.startsWith("25006"));
    assertNothingLost();
  }

  /** Whether clients wait, as the file says that the pooler includes. */
  private boolean waiting() {
    return shop.entries().contains("tributary-held");
  }

  private void replicating(String migration, long limitMillis) throws Exception {
    name = migration;
    shop = new PooledShop(stack, name);
    api.create(shop.migrationFile(limitMillis));
    api.post(name, "start");
    await().atMost(LIMIT).until(() -> api.ready(name));
  }

  private void write() {
    for (int i = 0; i < WRITERS; i++) {
      writers.add(new PooledWriter(shop::open, i * APART, i));
    }
    awaitWrites();
  }

  private void awaitWrites() {
    List<Integer> before = writers.stream().map(w -> w.acknowledged().size()).toList();
    for (int i = 0; i < writers.size(); i++) {
      PooledWriter writer = writers.get(i);
      int enough = before.get(i) + 10;
      await().atMost(LIMIT).until(() -> writer.acknowledged().size() >= enough);
    }
  }

  private void change(String order, String state) throws Exception {
    awaitWrites();
    api.postOnceOpen(name, order);
    await().atMost(LIMIT).until(() -> settled());
    assertThat(api.get(name).path("state").asText())
        .as(api.get(name).path("cutover").toString())
        .isEqualTo(state);
    awaitWrites();
  }

  /** Orders it until it is done; an earlier death may undo the first. */
  private void reach(String order, String state) {
    for (int i = 0; i < 4 && !api.state(name).equals(state); i++) {
      boolean wanted =
          order.equals("cutover")
              ? api.state(name).equals("Replicating")
              : api.state(name).equals("Switched");
      if (wanted) {
        api.postOnceOpen(name, order);
      }
      await().atMost(LIMIT).until(() -> settled());
    }
    assertThat(api.state(name)).isEqualTo(state);
  }

  /** Ordered as often as it is undone before, as on a machine with other work. */
  private void awaitHalt() {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              try {
                if (api.state(name).equals("Replicating")) {
                  api.tryPost(name, "cutover", UUID.randomUUID().toString());
                }
              } catch (IOException | UncheckedIOException e) {
                // It halts before it has answered, or has not begun.
              }
              return stack.orchestratorEnded();
            });
  }

  private boolean settled() {
    return Set.of("Switched", "Replicating").contains(api.state(name));
  }

  private JsonNode held() throws Exception {
    return api.get(name).at("/cutover/held/0");
  }

  private void assertReported(JsonNode held) throws Exception {
    String id = api.get(name).at("/cutover/id").asText();
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(api.get(name + "/evidence/" + id).toString())
                    .contains("longestWaitMillis", held.path("longestWaitMillis").asText()));
  }

  private long longest() {
    return writers.stream().mapToLong(PooledWriter::longestMillis).max().orElse(0);
  }

  private List<String> failures() {
    return writers.stream().flatMap(writer -> writer.failures().stream()).toList();
  }

  private void closeWriters() throws InterruptedException {
    for (PooledWriter writer : writers) {
      writer.close();
    }
  }

  private void assertNothingLost() {
    await().atMost(LIMIT).until(() -> shop.shop.sourceRows().equals(shop.shop.targetRows()));
    Set<String> rows = new HashSet<>();
    try {
      rows.addAll(shop.shop.targetRows());
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    for (PooledWriter writer : writers) {
      // Tens of thousands: an assertion about both collections compares each with each.
      assertThat(
              writer.acknowledged().stream()
                  .map(id -> "probe(" + id + ")")
                  .filter(row -> !rows.contains(row)))
          .as("acknowledged and not there")
          .isEmpty();
    }
  }
}
