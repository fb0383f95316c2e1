package io.tributary.local.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.fixture.PostgresServer;
import io.tributary.local.fixture.EitherSide;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.PatientWriter;
import io.tributary.local.fixture.SampledCases;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cutovers and rollbacks of the packaged stack, while an application goes on writing. */
class RollbackIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int ROUNDS = SampledCases.EVERY ? 2 : 1;
  private static final int KILLED_WITHIN_MILLIS = 4_000;
  private static final int MOST_ORDERS = 4;

  private Random random = new Random();
  private TestStack stack;
  private OperatorApi api;
  private Shop shop;

  @BeforeEach
  void start() throws Exception {
    stack = TestStack.shared();
    api = stack.api();
  }

  @Test
  void losesNoWriteHoweverOftenTheApplicationGoesBack() throws Exception {
    // given
    String name = "roundtrip";
    try (PatientWriter writer = replicating(name)) {
      for (int round = 0; round < ROUNDS; round++) {
        // when
        change(name, "cutover", "Switched", writer);
        // then
        assertThat(shop.refuses("DELETE FROM probe")).isTrue();

        // when
        change(name, "rollback", "Replicating", writer);
        // then
        assertThat(shop.refuses("DELETE FROM probe")).isFalse();

        // when both ways begin anew, whichever step the service dies in
        api.post(name, "restart?source=shop");
        await()
            .pollDelay(Duration.ofMillis(random.nextInt(KILLED_WITHIN_MILLIS)))
            .atMost(LIMIT)
            .until(() -> true);
        stack.kill("cdc-service");
        // then
        await().atMost(LIMIT).ignoreExceptions().until(() -> api.begunAnew(name));
      }
      change(name, "cutover", "Switched", writer);
      writer.close();

      // then
      assertNothingLost(writer);
    }

    // when
    api.post(name, "complete");
    // then
    await().atMost(LIMIT).until(() -> api.state(name).equals("Completed"));
    try (Connection source = shop.source();
        Statement statement = source.createStatement()) {
      assertThat(
              statement.executeQuery("SELECT FROM pg_namespace WHERE nspname = 'tributary'").next())
          .isFalse();
    }
  }

  @Test
  void losesNoWriteWhicheverServiceDiesOnTheWayBack() throws Exception {
    // given
    String name = "roundkills";
    try (PatientWriter writer = replicating(name)) {
      for (String service : List.of("orchestrator-service", "connect")) {
        // when
        change(name, "cutover", "Switched", writer);
        api.postOnceOpen(name, "rollback");
        await()
            .pollDelay(Duration.ofMillis(random.nextInt(KILLED_WITHIN_MILLIS)))
            .atMost(LIMIT)
            .until(() -> true);
        stack.kill(service);
        if (service.startsWith("orchestrator")) {
          // The others are started again by the launcher of this stack.
          stack.startOrchestrator(Map.of());
        }

        // then: it has gone on, or says that it was undone
        await().atMost(LIMIT).until(() -> deaths(name).settled());
        if (api.state(name).equals("Switched")) {
          System.out.println("rollback: undone when " + service + " died");
          change(name, "rollback", "Replicating", writer);
        }
        awaitWrites(writer);
      }
      writer.close();

      // then
      assertNothingLost(writer);
    }
    api.post(name, "abort");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Aborted"));
  }

  @Test
  void losesNoWriteWhicheverDatabaseDiesInWhicheverStep() throws Exception {
    // given
    String name = "roundcrashes";
    try (PatientWriter writer = replicating(name)) {
      for (Crash crash : SampledCases.of(3, crashes(), random)) {
        // when
        reach(name, "cutover", "Switched");
        awaitWrites(writer);
        api.postOnceOpen(name, "rollback");
        String met = deaths(name).awaitStep("back", crash.step());
        crash.server().kill();
        crash.server().start();

        // then: it has gone on, or says that it was undone
        await().atMost(LIMIT).until(() -> deaths(name).settled());
        System.out.printf(
            "rollback: %s killed in %s, then %s%n",
            crash.server() == stack.source ? "source" : "target", met, api.state(name));
        reach(name, "rollback", "Replicating");
        awaitWrites(writer);
      }
      writer.close();

      // then
      assertNothingLost(writer);
    }
    api.post(name, "abort");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Aborted"));
  }

  /** The cdc-service's own steps are those of {@code RoundsContract}, for every kind of source. */
  @Test
  void losesNoWriteWhicheverServiceDiesInAStepOfEitherDirectionThatNeedsIt() throws Exception {
    // given
    String name = "roundsteps";
    List<Death> steps =
        List.of(
            new Death("cdc-service", Step.FENCE),
            new Death("validator-service", Step.VERIFY),
            new Death("cdc-service", Step.OPEN));
    try (PatientWriter writer = replicating(name)) {
      for (Death death : SampledCases.of(2, steps, random)) {
        // when, then
        deaths(name).dies(death.service(), "cutover", death.step());
        reach(name, "cutover", "Switched");
        awaitWrites(writer);
        // when, then
        deaths(name).dies(death.service(), "rollback", death.step());
        reach(name, "rollback", "Replicating");
        awaitWrites(writer);
      }
      writer.close();

      // then
      assertNothingLost(writer);
    }
    api.post(name, "abort");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Aborted"));
  }

  private record Death(String service, Step step) {}

  private List<Crash> crashes() {
    List<Crash> crashes = new ArrayList<>();
    for (PostgresServer server : List.of(stack.source, stack.target)) {
      for (Step step : List.of(Step.REHEARSE, Step.FENCE, Step.VERIFY, Step.OPEN)) {
        crashes.add(new Crash(server, step));
      }
    }
    return crashes;
  }

  private record Crash(PostgresServer server, Step step) {}

  private StepDeaths deaths(String name) {
    return new StepDeaths(stack, api, name);
  }

  @Test
  void goesBackBehindAChangeOfTablesAtTheTargetOnceTheSourceHasItToo() throws Exception {
    // given
    String name = "roundresume";
    try (PatientWriter writer = replicating(name)) {
      change(name, "cutover", "Switched", writer);

      // when
      shop.atTarget("ALTER TABLE shop.probe ADD COLUMN late text");
      awaitWrites(writer);
      // then
      await()
          .atMost(LIMIT)
          .until(() -> wayBackError(name).path("code").asText().equals("TRB-APPLY-SCHEMA-CHANGED"));
      assertThat(wayBackError(name).path("message").asText())
          .contains("shop.probe", "Make the same change to public.probe");
      assertThat(api.tryPost(name, "rollback", name + "-refused").status()).isEqualTo(409);

      // when
      shop.atSource("ALTER TABLE probe ADD COLUMN late text");
      api.post(name, "resume");
      // then
      await().atMost(LIMIT).until(() -> wayBackError(name).path("code").isMissingNode());
      change(name, "rollback", "Replicating", writer);
      writer.close();
      await().atMost(LIMIT).until(() -> shop.sourceRows().equals(shop.targetRows()));
      assertThat(shop.sourceRows())
          .containsAll(writer.acknowledged().stream().map(id -> "probe(" + id + ",)").toList());
    }
    api.post(name, "abort");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Aborted"));
  }

  private JsonNode wayBackError(String name) throws Exception {
    return api.get(name).path("sources").path(0).path("wayBack").path("error");
  }

  /** Orders it again as often as it is undone: a crash may be noticed in the next change only. */
  private void reach(String name, String order, String state) {
    for (int i = 0; i < MOST_ORDERS && !api.state(name).equals(state); i++) {
      api.postOnceOpen(name, order);
      await().atMost(LIMIT).until(() -> deaths(name).settled());
    }
    assertThat(api.state(name)).isEqualTo(state);
  }

  private PatientWriter replicating(String name) throws Exception {
    long seed = Long.getLong("tributary.test.seed", System.nanoTime());
    System.out.println("rollback: repeat with -Dtributary.test.seed=" + seed);
    random = new Random(seed);
    shop = Shop.create(stack, name);
    api.create(shop.returningMigrationFile());
    api.post(name, "start");
    await().atMost(LIMIT).until(() -> api.ready(name));
    return new PatientWriter(new EitherSide(shop), RollbackIT::change, 0, seed);
  }

  private void assertNothingLost(PatientWriter writer) throws Exception {
    await().atMost(LIMIT).until(() -> shop.sourceRows().equals(shop.targetRows()));
    assertThat(
            new HashSet<>(shop.targetRows())
                .containsAll(
                    writer.acknowledged().stream().map(id -> "probe(" + id + ")").toList()))
        .isTrue();
  }

  private void change(String name, String order, String state, PatientWriter writer)
      throws Exception {
    awaitWrites(writer);
    api.postOnceOpen(name, order);
    await().atMost(LIMIT).until(() -> api.state(name).equals(state));
    awaitWrites(writer);
  }

  private static void awaitWrites(PatientWriter writer) {
    int enough = writer.transactions() + 30;
    await().atMost(LIMIT).until(() -> writer.transactions() >= enough);
  }

  private static String change(Random random) {
    long owner = 1 + random.nextInt(2000);
    return switch (random.nextInt(4)) {
      case 0 -> "INSERT INTO account (owner, note) VALUES (gen_random_uuid()::text, 'new')";
      case 1 -> "UPDATE account SET owner = owner || '.' WHERE id = " + owner;
      case 2 -> "DELETE FROM account WHERE id = " + owner;
      default -> "INSERT INTO journal (entry) VALUES ('entry')";
    };
  }
}
