package io.tributary.orchestrator.state;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.Requester;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightObserved;
import io.tributary.orchestrator.order.OrderName;
import io.tributary.orchestrator.order.StateError;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ordered to start; replicates as soon as its preflight has passed.
 *
 * @param fileSince the generation with which its file came
 * @param by who ordered it; null where nobody is known
 */
public record Starting(Instant since, long fileSince, @Nullable Requester by)
    implements MigrationState {

  /** Ordered by nobody who is known. */
  public Starting(Instant since, long fileSince) {
    this(since, fileSince, null);
  }

  /** The desired state does not tell a start's preflight from an ordered one. */
  @Override
  public DesiredGoal desire() {
    return DesiredGoal.of(MigrationGoal.PREFLIGHT);
  }

  @Override
  public Set<OrderName> offered() {
    return EnumSet.of(OrderName.ABORT);
  }

  @Override
  public String inWords() {
    return "it is starting, and its preflight is not finished";
  }

  @Override
  public Optional<Requester> orderedBy() {
    return Optional.ofNullable(by);
  }

  @Override
  public StateDecision abort(MigrationSituation situation, boolean keepTarget) {
    return StateDecision.accept(Aborted.untouched(situation.now()));
  }

  @Override
  public StateDecision look(MigrationSituation situation) {
    return situation
        .observations()
        .preflight()
        .filter(found -> found.generation() == situation.generation())
        .map(found -> checked(found, situation.now()))
        .orElseGet(() -> StateDecision.stay(this));
  }

  private StateDecision checked(PreflightObserved found, Instant now) {
    return StateDecision.to(
        found.passed()
            ? new Replicating(now, null)
            : new Created(now, false, failure(found), fileSince),
        List.of());
  }

  private static ErrorReport failure(PreflightObserved found) {
    String failed =
        found.checks().stream()
            .filter(check -> check.result() == PreflightCheck.Result.FAILED)
            .map(check -> check.code() + " (" + check.subject() + ")")
            .collect(Collectors.joining(", "));
    return ErrorReport.of(
        StateError.PREFLIGHT_FAILED,
        "The start was given up because preflight failed: "
            + failed
            + ". The preflight in the status says how to mend each; then start again.",
        Map.of("checks", failed));
  }
}
