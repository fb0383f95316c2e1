package io.tributary.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.CutoverStep.Step;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every process has to find the same ids from a cutover's id alone. */
class SpanPlaceTest {

  @Test
  void theTraceIsFoundByTheCutoversId() {
    // given
    String cutover = "3f0c9d1e-7a52-4c1b-9a7e-0d5b6c8f1234";

    // when
    SpanPlace step = SpanPlace.step(cutover, Step.FENCE);

    // then
    assertThat(step.traceId()).isEqualTo("3f0c9d1e7a524c1b9a7e0d5b6c8f1234");
    assertThat(step.spanId()).matches("[0-9a-f]{16}");
  }

  @Test
  void anIdThatIsNoUuidHasATraceAllTheSame() {
    assertThat(SpanPlace.whole("c-1").traceId()).matches("[0-9a-f]{32}");
    assertThat(SpanPlace.whole("c-1").traceId()).isNotEqualTo(SpanPlace.whole("c-2").traceId());
  }

  @Test
  void aPlaceHasOneIdWhoeverNamesItAndAnotherOneInEachTrace() {
    String cutover = UUID.randomUUID().toString();
    SpanPlace one = SpanPlace.step(cutover, Step.OPEN).below("open shop");
    SpanPlace same = SpanPlace.whole(cutover).below("OPEN").below("open shop");

    assertThat(one.spanId()).isEqualTo(same.spanId());
    assertThat(one.parent()).contains(SpanPlace.step(cutover, Step.OPEN));
    assertThat(SpanPlace.step("other", Step.OPEN).spanId())
        .isNotEqualTo(SpanPlace.step(cutover, Step.OPEN).spanId());
    assertThat(SpanPlace.whole(cutover).parent()).isEmpty();
  }
}
