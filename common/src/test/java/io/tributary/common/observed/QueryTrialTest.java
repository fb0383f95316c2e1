package io.tributary.common.observed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.json.Json;
import io.tributary.common.plan.query.QueryLimits;
import io.tributary.common.plan.query.TimedQuery;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryTrialTest {
  private static final TimedQuery QUERY = new TimedQuery("open", "shop", "SELECT 1", "SELECT 2");
  private static final QueryLimits LIMITS = QueryLimits.defaults();

  @Test
  void dividesTheMediansSoThatOneSlowRunDoesNotCount() {
    QueryTrial trial =
        trial(List.of(90L, 100L, 9_000L, 95L, 110L), List.of(1L, 110L, 120L, 2L, 111L));

    assertThat(trial.atSource().medianMicros()).isEqualTo(100);
    assertThat(trial.atTarget().medianMicros()).isEqualTo(110);
    assertThat(trial.ratio()).isEqualTo(1.1);
    assertThat(trial.within()).isTrue();
    assertThat(trial.within(1.09)).isFalse();
    assertThat(trial.inWords())
        .isEqualTo(
            "Query open of source shop takes 0.100 ms at the source and 0.110 ms at the target, 1.10 times as long.");
  }

  @Test
  void saysWhatToDoAboutOneThatIsTooSlow() {
    QueryTrial trial = trial(List.of(1_000L), List.of(1_500L));

    assertThat(trial.within()).isFalse();
    assertThat(trial.inWords())
        .contains("1.50 times as long; at most 1.1 is allowed (cutover.queries-max-ratio)")
        .contains("EXPLAIN ANALYZE", "`./tributary rehearse NAME` again");
  }

  @Test
  void saysWhyOneWasNotTimed() {
    QueryTrial trial =
        QueryTrial.failed(
            QUERY, LIMITS, new ErrorReport("TRB-X", ErrorType.USER, true, "No table.", Map.of()));

    assertThat(trial.within()).isFalse();
    assertThat(trial.sameRows()).isTrue();
    assertThat(trial.inWords())
        .isEqualTo("Query open of source shop was not timed: No table. (TRB-X)");
  }

  @Test
  void tellsDifferentNumbersOfRows() {
    QueryTrial trial =
        QueryTrial.timed(QUERY, LIMITS, QuerySide.of(List.of(1L), 7), QuerySide.of(List.of(1L), 8));

    assertThat(trial.sameRows()).isFalse();
    assertThat(trial.within()).isTrue();
    assertThat(trial.inWords()).contains("It answers 7 rows at the source and 8 at the target");
  }

  @Test
  void isTheSameOnceItWasWrittenAndRead() {
    QueryTrial trial = trial(List.of(3L), List.of(7L));

    assertThat(Json.read(Json.write(trial), QueryTrial.class)).isEqualTo(trial);
  }

  private static QueryTrial trial(List<Long> source, List<Long> target) {
    return QueryTrial.timed(QUERY, LIMITS, QuerySide.of(source, 1), QuerySide.of(target, 1));
  }
}
