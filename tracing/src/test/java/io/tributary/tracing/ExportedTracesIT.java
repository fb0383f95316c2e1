package io.tributary.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.event.CutoverStep.Step;
import io.tributary.tracing.fixture.ReceivedSpan;
import io.tributary.tracing.fixture.TraceReceiver;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Spans on their way to a receiver of OTLP over HTTP. */
class ExportedTracesIT {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00.123456Z");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void whatTwoProcessesTellOfOneCutoverIsOneTrace() throws Exception {
    // given
    String cutover = UUID.randomUUID().toString();
    SpanPlace step = SpanPlace.step(cutover, Step.FENCE);
    try (TraceReceiver receiver = new TraceReceiver();
        ExportedTraces one = new ExportedTraces(receiver.address(), "one", "1");
        ExportedTraces other = new ExportedTraces(receiver.address(), "other", "1")) {

      // when: the part is told before what it is a part of
      other.tell(span(step.below("raise fence"), "raise fence").ofSource("shop"));
      one.tell(span(step, "FENCE"));
      one.tell(span(SpanPlace.whole(cutover), "cutover"));

      // then
      await().atMost(LIMIT).until(() -> receiver.spans().size() == 3);
      List<ReceivedSpan> trace = receiver.trace(cutover.replace("-", ""));
      assertThat(trace).hasSize(3);
      ReceivedSpan whole = named(trace, "cutover");
      ReceivedSpan fence = named(trace, "FENCE");
      ReceivedSpan raised = named(trace, "raise fence");
      assertThat(whole.parentId()).isEmpty();
      assertThat(fence.parentId()).isEqualTo(whole.spanId());
      assertThat(raised.parentId()).isEqualTo(fence.spanId());
      assertThat(raised.service()).isEqualTo("other");
      assertThat(raised.attributes())
          .containsEntry("tributary.source", "shop")
          .containsEntry("tributary.migration", "shop");
      assertThat(raised.startNanos()).isEqualTo(1_772_359_200_123_456_000L);
      assertThat(raised.endNanos() - raised.startNanos()).isEqualTo(5_000_000);
    }
  }

  @Test
  void aReceiverThatIsNotThereKeepsNobodyWaiting() throws Exception {
    // given: nobody listens there any more
    URI nowhere;
    try (TraceReceiver gone = new TraceReceiver()) {
      nowhere = gone.address();
    }
    long before = System.nanoTime();
    try (ExportedTraces traces = new ExportedTraces(nowhere, "one", "1")) {

      // when
      for (int i = 0; i < 10_000; i++) {
        traces.tell(span(SpanPlace.whole("c-" + i), "cutover"));
      }

      // then
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LIMIT);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LIMIT);
  }

  private static TracedSpan span(SpanPlace place, String name) {
    return TracedSpan.of(place, name, START, START.plusMillis(5), "shop");
  }

  private static ReceivedSpan named(List<ReceivedSpan> spans, String name) {
    return spans.stream().filter(span -> span.name().equals(name)).findFirst().orElseThrow();
  }
}
