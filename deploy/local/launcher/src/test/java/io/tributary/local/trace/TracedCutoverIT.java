package io.tributary.local.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import io.tributary.tracing.fixture.ReceivedSpan;
import io.tributary.tracing.fixture.TraceReceiver;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What a receiver of OpenTelemetry gets from the packaged services: of one migration, a rehearsal,
 * changes of sides in which each of the services halts or is killed, and a quiet rollback.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TracedCutoverIT {
  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final String NAME = "traced";
  private static final String ROW = "anna-4711@example.com";
  private static final String ORCHESTRATOR = "tributary-orchestrator-service";
  private static final String CDC = "tributary-cdc-service";
  private static final String VALIDATOR = "tributary-validator-service";

  private static TraceReceiver receiver;
  private static TestStack stack;
  private static Shop shop;

  @BeforeAll
  static void replicate() throws Exception {
    receiver = new TraceReceiver();
    stack = TestStack.with(Map.of("TRIBUTARY_TRACING_ENDPOINT", receiver.address().toString()));
    shop = Shop.create(stack, NAME);
    try (Connection source = shop.source();
        Statement statement = source.createStatement()) {
      statement.execute("INSERT INTO account (owner) VALUES ('" + ROW + "')");
    }
    api().create(shop.returningMigrationFile());
    api().post(NAME, "start");
    await().atMost(LIMIT).ignoreExceptions().until(() -> api().ready(NAME));
  }

  @AfterAll
  static void end() throws Exception {
    if (stack != null) {
      stack.close();
    }
    receiver.close();
  }

  @Test
  @Order(1)
  void aRehearsalIsATraceOfAllServices() throws Exception {
    // given: what was replicated until here was told to nobody
    assertThat(receiver.spans()).isEmpty();

    // when
    api().postOnceOpen(NAME, "rehearse");
    await().atMost(LIMIT).until(() -> !rehearsal().isMissingNode());

    // then
    ReceivedTrace trace =
        ReceivedTrace.await(
            receiver, rehearsal().asText(), "rehearsal", "rehearse", "rehearse verification");
    assertThat(trace.namesOf(ORCHESTRATOR)).containsExactlyInAnyOrder("REHEARSE", "rehearsal");
    assertThat(trace.namesOf(CDC)).containsExactly("rehearse");
    assertThat(trace.namesOf(VALIDATOR))
        .containsExactlyInAnyOrder("catch up", "rehearse verification");
    trace.assertOneTree();
  }

  @Test
  @Order(2)
  void aCutoverIsOneTraceOfAllServicesAlsoWhenTheOrchestratorDiesInIt() throws Exception {
    // given
    stack.startOrchestrator(Map.of("TRIBUTARY_TEST_HALT_AT", NAME + ":out:OPEN:stored"));
    await().atMost(LIMIT).ignoreExceptions().until(() -> api().ready(NAME));

    // when
    api().postOnceOpen(NAME, "cutover");
    await().atMost(LIMIT).until(stack::orchestratorEnded);
    stack.startOrchestrator(Map.of());
    await().atMost(LIMIT).until(() -> api().state(NAME).equals("Switched"));

    // then
    String id = api().get(NAME).at("/cutover/id").asText();
    ReceivedTrace trace =
        ReceivedTrace.await(receiver, id, "cutover", "open", "verify", "check drained");
    assertThat(trace.namesOf(ORCHESTRATOR))
        .containsExactlyInAnyOrder(
            "GATE", "REHEARSE", "FENCE", "DRAIN", "VERIFY", "OPEN", "SWITCH", "cutover");
    assertThat(trace.namesOf(CDC))
        .containsExactlyInAnyOrder("rehearse", "raise fence", "drain", "check drained", "open");
    assertThat(trace.namesOf(VALIDATOR))
        .containsExactlyInAnyOrder("catch up", "rehearse verification", "verify");
    trace.assertOneTree();
    trace.assertBelow("raise fence", "FENCE");
    trace.assertBelow("drain", "DRAIN");
    trace.assertBelow("verify", "VERIFY");
    trace.assertBelow("open", "OPEN");
    assertThat(trace.named("raise fence").attributes()).containsEntry("tributary.source", "shop");
    assertThat(trace.named("cutover").attributes())
        .containsEntry("tributary.migration", NAME)
        .containsEntry("tributary.cutover.id", id)
        .containsEntry("tributary.direction", "OUT")
        .containsEntry("tributary.outcome", "DONE")
        .containsEntry(
            "tributary.pause.millis", api().get(NAME).at("/cutover/pause/millis").asText());
    trace.print();
  }

  @Test
  @Order(3)
  void aRollbackIsATraceOfItsOwnAndNoSpanHoldsARowOrAPassword() throws Exception {
    // when
    api().postOnceOpen(NAME, "rollback");
    await().atMost(LIMIT).until(() -> api().state(NAME).equals("Replicating"));

    // then
    List<ReceivedSpan> rollbacks =
        await()
            .atMost(LIMIT)
            .until(
                () -> receiver.spans().stream().filter(s -> s.name().equals("rollback")).toList(),
                found -> !found.isEmpty());
    ReceivedSpan whole = rollbacks.get(0);
    ReceivedTrace trace =
        ReceivedTrace.await(
            receiver,
            whole.attributes().get("tributary.cutover.id"),
            "raise fence",
            "verify",
            "open");
    assertThat(whole.attributes()).containsEntry("tributary.direction", "BACK");
    assertThat(trace.named("raise fence").attributes())
        .containsEntry("tributary.source", "shop.back");
    trace.assertOneTree();
    assertThat(receiver.spans().toString())
        .doesNotContain(ROW)
        .doesNotContain(stack.source.password())
        .doesNotContain(TestStack.APP_PASSWORD);
  }

  @Test
  @Order(4)
  void aCutoverInWhichApplyIsKilledBehindTheFenceIsOneTrace() throws Exception {
    // when
    killAt("cdc-service", "cutover", "out:DRAIN:stored", "Switched");

    // then
    ReceivedTrace trace =
        ReceivedTrace.await(receiver, sideChange(), "cutover", "check drained", "verify", "open");
    // Whoever goes on tells a span of the killed one again under its id, with other times.
    assertThat(trace.spans().stream().filter(span -> span.parentId().isEmpty())).hasSize(1);
    trace.assertBelow("check drained", "DRAIN");
    trace.assertBelow("open", "OPEN");
    assertThat(trace.named("cutover").attributes()).containsEntry("tributary.outcome", "DONE");
  }

  @Test
  @Order(5)
  void aRollbackInWhichTheValidatorIsKilledBehindTheFenceIsOneTrace() throws Exception {
    // when
    killAt("validator-service", "rollback", "back:VERIFY:stored", "Replicating");

    // then
    ReceivedTrace trace =
        ReceivedTrace.await(receiver, sideChange(), "rollback", "raise fence", "verify", "open");
    trace.assertOneTree();
    trace.assertBelow("verify", "VERIFY");
    assertThat(trace.namesOf(VALIDATOR)).contains("verify");
    assertThat(trace.named("rollback").attributes()).containsEntry("tributary.outcome", "DONE");
  }

  /** Kills a service while nobody leads, right before it gets the order of this step. */
  private static void killAt(String service, String order, String point, String end)
      throws Exception {
    stack.startOrchestrator(Map.of("TRIBUTARY_TEST_HALT_AT", NAME + ":" + point));
    api().postOnceOpen(NAME, order);
    await().atMost(LIMIT).until(stack::orchestratorEnded);
    stack.kill(service);
    stack.startOrchestrator(Map.of());
    await().atMost(LIMIT).until(() -> api().state(NAME).equals(end));
  }

  private static String sideChange() throws Exception {
    return api().get(NAME).at("/cutover/id").asText();
  }

  private static OperatorApi api() {
    return stack.api();
  }

  private static JsonNode rehearsal() throws Exception {
    return api().get(NAME).at("/rehearsal/rehearsalId");
  }
}
