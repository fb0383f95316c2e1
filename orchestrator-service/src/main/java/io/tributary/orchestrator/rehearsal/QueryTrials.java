package io.tributary.orchestrator.rehearsal;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.observed.QueryTrial;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.query.TimedQuery;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.order.StateError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the validator has found of the queries of a migration file in one rehearsal. Pure.
 *
 * @param rehearsalId only what names it counts
 */
public record QueryTrials(Migration plan, String rehearsalId, MigrationObservations seen) {
  /** The one that warms up, and those that count, at either side. */
  private static final int RUNS = 2 * (1 + 5);

  /** How long all of them may take. */
  public static Duration limit(Migration plan) {
    long each = plan.cutover().queryLimits().eachMillis();
    return Duration.ofMillis(
        plan.cutover().timeLimitMillis() + RUNS * each * plan.queries().size());
  }

  /** Whether each query was timed, or has failed. */
  public boolean complete() {
    return plan.queries().stream().allMatch(query -> found(query).isPresent());
  }

  /** All of them in the file's order; one of which nothing is known was not timed. */
  public List<QueryTrial> all() {
    return plan.queries().stream()
        .map(query -> found(query).orElseGet(() -> untimed(query)))
        .toList();
  }

  private Optional<QueryTrial> found(TimedQuery query) {
    return seen.validation(query.source())
        .filter(report -> rehearsalId.equals(report.rehearsedCutoverId()))
        .map(ValidationObserved::queries)
        .flatMap(
            trials ->
                trials.stream().filter(trial -> trial.name().equals(query.name())).findFirst());
  }

  private QueryTrial untimed(TimedQuery query) {
    return QueryTrial.failed(
        query,
        plan.cutover().queryLimits(),
        ErrorReport.of(
            StateError.QUERY_UNTIMED,
            "The validator reported no time of it within %d ms. Check that it is running, then type `./tributary rehearse %s` again."
                .formatted(limit(plan).toMillis(), plan.name()),
            Map.of("query", query.name(), "source", query.source())));
  }
}
