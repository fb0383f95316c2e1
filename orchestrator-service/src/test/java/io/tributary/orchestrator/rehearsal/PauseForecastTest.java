package io.tributary.orchestrator.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.PausePrediction;
import io.tributary.common.event.RehearsedStream;
import io.tributary.common.observed.RehearsedComparison;
import io.tributary.common.observed.RehearsedSteps;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PauseForecastTest {
  private static final OptionalLong KNOWN = OptionalLong.of(1);
  private static final PauseForecast FORECAST = new PauseForecast(20, OptionalLong.empty());
  private static final RehearsedStream QUICK = stream("quick", 5, 8, 30, 70, 10, 3);

  @Test
  void addsWhatOneStreamDoesToTwoOrdersAndTheirAnswers() {
    assertThat(FORECAST.of(List.of(QUICK)))
        .contains(new PausePrediction(2 * 20 + 5 + 30 + 10 + 8, 2 * 20 + 5 + 70 + 10 + 3 + 8));
  }

  @Test
  void waitsForTheSlowestStreamUntilItIsVerifiedAndForTheSlowestOpening() {
    // given: slower to be verified, and faster to be opened
    RehearsedStream slow = stream("slow", 50, 1, 30, 40, 500, 0);

    // then
    assertThat(FORECAST.of(List.of(QUICK, slow)).orElseThrow().p50Millis())
        .isEqualTo(2 * 20 + 50 + 30 + 500 + 8);
  }

  @Test
  void expectsAtWorstWhatHasHappenedBefore() {
    // when
    PausePrediction predicted =
        new PauseForecast(20, OptionalLong.of(4_000)).of(List.of(QUICK)).orElseThrow();

    // then
    assertThat(predicted).isEqualTo(new PausePrediction(93, 4_000));
  }

  @Test
  void neverExpectsLessAtWorstThanUsually() {
    assertThat(FORECAST.of(List.of(stream("odd", 5, 8, 30, 0, 10, 0))))
        .contains(new PausePrediction(93, 93));
  }

  @Test
  void saysNothingWhereSomethingWasNotMeasured() {
    RehearsedStream unmeasured =
        new RehearsedStream("new", null, new RehearsedComparison(1, 2, 3), KNOWN, KNOWN, null);
    RehearsedStream uncompared =
        new RehearsedStream("new", new RehearsedSteps(1, 2, 3), null, KNOWN, KNOWN, null);
    assertThat(FORECAST.of(List.of(QUICK, unmeasured))).isEmpty();
    RehearsedStream idle =
        new RehearsedStream(
            "new",
            new RehearsedSteps(1, 2, 3),
            new RehearsedComparison(1, 2, 3),
            OptionalLong.empty(),
            OptionalLong.empty(),
            null);
    assertThat(FORECAST.of(List.of(QUICK, uncompared))).isEmpty();
    assertThat(FORECAST.of(List.of(QUICK, idle))).isEmpty();
    assertThat(FORECAST.of(List.of())).isEmpty();
  }

  private static RehearsedStream stream(
      String name, long fence, long open, long lag, long worstLag, long digest, long narrow) {
    return new RehearsedStream(
        name,
        new RehearsedSteps(fence, open, 100),
        new RehearsedComparison(narrow, digest, 100),
        OptionalLong.of(lag),
        OptionalLong.of(worstLag),
        null);
  }
}
