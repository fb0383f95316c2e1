package io.tributary.local.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.tracing.fixture.ReceivedSpan;
import io.tributary.tracing.fixture.TraceReceiver;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** The spans of one trace as a receiver has got them; of those that came twice, one. */
record ReceivedTrace(List<ReceivedSpan> spans) {
  private static final Duration LIMIT = Duration.ofSeconds(180);

  /** The trace of a cutover once these are there and what they belong to. */
  static ReceivedTrace await(TraceReceiver receiver, String cutoverId, String... names) {
    String traceId = cutoverId.replace("-", "");
    Awaitility.await()
        .atMost(LIMIT)
        .until(
            () -> {
              List<ReceivedSpan> found = receiver.trace(traceId);
              return found.stream().map(ReceivedSpan::name).toList().containsAll(List.of(names))
                  && closed(found);
            });
    return new ReceivedTrace(receiver.trace(traceId).stream().distinct().toList());
  }

  /** Whatever is named as a parent has come. */
  private static boolean closed(List<ReceivedSpan> trace) {
    Set<String> ids = trace.stream().map(ReceivedSpan::spanId).collect(Collectors.toSet());
    return trace.stream().allMatch(s -> s.parentId().isEmpty() || ids.contains(s.parentId()));
  }

  /** One root, no identifier twice, no span that ends before it begins or in an error. */
  void assertOneTree() {
    assertThat(spans.stream().filter(s -> s.parentId().isEmpty())).hasSize(1);
    assertThat(spans.stream().map(ReceivedSpan::spanId)).doesNotHaveDuplicates();
    assertThat(spans)
        .allSatisfy(s -> assertThat(s.endNanos()).isGreaterThanOrEqualTo(s.startNanos()))
        .allSatisfy(s -> assertThat(s.status()).startsWith("STATUS_CODE_UNSET"));
  }

  /** One span belongs to another. */
  void assertBelow(String part, String whole) {
    assertThat(named(part).parentId()).isEqualTo(named(whole).spanId());
  }

  /** What a service has told. */
  Set<String> namesOf(String service) {
    return spans.stream()
        .filter(s -> s.service().equals(service))
        .map(ReceivedSpan::name)
        .collect(Collectors.toSet());
  }

  /** The first span of a name. */
  ReceivedSpan named(String name) {
    return spans.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  /** Prints when each span began and how long it took. */
  void print() {
    long start = named("cutover").startNanos();
    spans.stream()
        .sorted(Comparator.comparingLong(ReceivedSpan::startNanos))
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
