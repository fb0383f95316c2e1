package io.tributary.orchestrator.gate;

import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.observed.QueryTrial;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.query.TimedQuery;
import io.tributary.orchestrator.gate.GateFinding.Check;
import java.util.List;
import java.util.Optional;

/**
 * The part of the gate of a cutover that reads what the last rehearsal found of the file's queries.
 * A rehearsal itself does not ask for it. Pure.
 *
 * @param rehearsal the last one since the last cutover; empty where there was none
 */
public record QueryGate(Migration plan, Optional<CutoverRehearsal> rehearsal) {

  /** One finding for each query. */
  public List<GateFinding> findings() {
    return plan.queries().stream().map(this::finding).toList();
  }

  private GateFinding finding(TimedQuery query) {
    Optional<QueryTrial> trial =
        rehearsal.stream()
            .flatMap(last -> last.queries().stream())
            .filter(found -> found.name().equals(query.name()))
            .filter(found -> found.source().equals(query.source()))
            .findFirst();
    String message =
        trial
            .map(found -> found.inWords(limit()))
            .orElse(
                "Query %s of source %s was not timed yet. Type `./tributary rehearse %s`, which times it at both sides."
                    .formatted(query.name(), query.source(), plan.name()));
    return passes(trial)
        ? GateFinding.passed(Check.QUERIES, query.source(), message)
        : GateFinding.failed(Check.QUERIES, query.source(), message);
  }

  private boolean passes(Optional<QueryTrial> trial) {
    return switch (plan.cutover().queryLimits().whenSlower()) {
      case WARN -> true;
      case CLOSE_GATE -> trial.filter(t -> t.within(limit())).isPresent();
    };
  }

  private double limit() {
    return plan.cutover().queryLimits().maxRatio();
  }
}
