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
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What a receiver of OpenTelemetry gets from the packaged services: of one migration, a rehearsal,
 * a cutover in which the orchestrator halts, and the rollback.
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
    List<ReceivedSpan> trace =
        awaitTrace(rehearsal().asText(), "rehearsal", "rehearse", "rehearse verification");
    assertThat(namesOf(trace, ORCHESTRATOR)).containsExactlyInAnyOrder("REHEARSE", "rehearsal");
    assertThat(namesOf(trace, CDC)).containsExactly("rehearse");
    assertThat(namesOf(trace, VALIDATOR))
        .containsExactlyInAnyOrder("catch up", "rehearse verification");
    assertOneTree(trace);
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
    List<ReceivedSpan> trace = awaitTrace(id, "cutover", "open", "verify", "check drained");
    assertThat(namesOf(trace, ORCHESTRATOR))
        .containsExactlyInAnyOrder(
            "GATE", "REHEARSE", "FENCE", "DRAIN", "VERIFY", "OPEN", "SWITCH", "cutover");
    assertThat(namesOf(trace, CDC))
        .containsExactlyInAnyOrder("rehearse", "raise fence", "drain", "check drained", "open");
    assertThat(namesOf(trace, VALIDATOR))
        .containsExactlyInAnyOrder("catch up", "rehearse verification", "verify");
    assertOneTree(trace);
    assertBelow(trace, "raise fence", "FENCE");
    assertBelow(trace, "drain", "DRAIN");
    assertBelow(trace, "verify", "VERIFY");
    assertBelow(trace, "open", "OPEN");
    assertThat(named(trace, "raise fence").attributes()).containsEntry("tributary.source", "shop");
    assertThat(named(trace, "cutover").attributes())
        .containsEntry("tributary.migration", NAME)
        .containsEntry("tributary.cutover.id", id)
        .containsEntry("tributary.direction", "OUT")
        .containsEntry("tributary.outcome", "DONE")
        .containsEntry(
            "tributary.pause.millis", api().get(NAME).at("/cutover/pause/millis").asText());
    print(trace);
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
    List<ReceivedSpan> trace =
        awaitTrace(whole.attributes().get("tributary.cutover.id"), "raise fence", "verify", "open");
    assertThat(whole.attributes()).containsEntry("tributary.direction", "BACK");
    assertThat(named(trace, "raise fence").attributes())
        .containsEntry("tributary.source", "shop.back");
    assertOneTree(trace);
    assertThat(receiver.spans().toString())
        .doesNotContain(ROW)
        .doesNotContain(stack.source.password())
        .doesNotContain(TestStack.APP_PASSWORD);
  }

  private static OperatorApi api() {
    return stack.api();
  }

  private static JsonNode rehearsal() throws Exception {
    return api().get(NAME).at("/rehearsal/rehearsalId");
  }

  /**
   * The trace once these are there and what they belong to; of spans that a restarted process told
   * again, one.
   */
  private static List<ReceivedSpan> awaitTrace(String cutoverId, String... names) {
    String traceId = cutoverId.replace("-", "");
    await()
        .atMost(LIMIT)
        .until(
            () ->
                receiver.trace(traceId).stream()
                        .map(ReceivedSpan::name)
                        .toList()
                        .containsAll(List.of(names))
                    && closed(traceId));
    return receiver.trace(traceId).stream().distinct().toList();
  }

  /** Whatever is named as a parent has come. */
  private static boolean closed(String traceId) {
    List<ReceivedSpan> trace = receiver.trace(traceId);
    Set<String> ids = trace.stream().map(ReceivedSpan::spanId).collect(Collectors.toSet());
    return trace.stream().allMatch(s -> s.parentId().isEmpty() || ids.contains(s.parentId()));
  }

  private static void assertOneTree(List<ReceivedSpan> trace) {
    assertThat(trace.stream().filter(s -> s.parentId().isEmpty())).hasSize(1);
    assertThat(trace.stream().map(ReceivedSpan::spanId)).doesNotHaveDuplicates();
    assertThat(trace)
        .allSatisfy(s -> assertThat(s.endNanos()).isGreaterThanOrEqualTo(s.startNanos()));
    assertThat(trace).allSatisfy(s -> assertThat(s.status()).startsWith("STATUS_CODE_UNSET"));
  }

  private static void assertBelow(List<ReceivedSpan> trace, String part, String whole) {
    assertThat(named(trace, part).parentId()).isEqualTo(named(trace, whole).spanId());
  }

  private static Set<String> namesOf(List<ReceivedSpan> trace, String service) {
    return trace.stream()
        .filter(s -> s.service().equals(service))
        .map(ReceivedSpan::name)
        .collect(Collectors.toSet());
  }

  private static ReceivedSpan named(List<ReceivedSpan> trace, String name) {
    return trace.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  private static void print(List<ReceivedSpan> trace) {
    long start = named(trace, "cutover").startNanos();
    trace.stream()
        .sorted((a, b) -> Long.compare(a.startNanos(), b.startNanos()))
        .forEach(
            s ->
                System.out.printf(
                    "trace %-30s %-22s %6d ms + %d ms%n",
                    s.service(),
                    s.name(),
                    (s.startNanos() - start) / 1_000_000,
                    (s.endNanos() - s.startNanos()) / 1_000_000));
  }
}
