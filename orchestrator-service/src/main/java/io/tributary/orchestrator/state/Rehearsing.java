package io.tributary.orchestrator.state;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.event.Requester;
import io.tributary.common.model.Direction;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.SwitchWay;
import io.tributary.orchestrator.order.OrderName;
import io.tributary.orchestrator.rehearsal.OrderTrips;
import io.tributary.orchestrator.rehearsal.QueryTrials;
import io.tributary.orchestrator.rehearsal.RehearsalResult;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A cutover or a rollback is rehearsed: the step REHEARSE of one, and nothing behind it. Whatever
 * comes, the next state is the one it was ordered in, so no fence is asked for from here. That of a
 * cutover ends with the queries of the file, which are timed while nothing is compared. Before
 * that, the same is asked a few times more: the services have done it and only answer, and so long
 * as that takes an order and its answer are under way in a change of sides.
 *
 * @param run the cutover as far as it is rehearsed; its deadline is the rehearsal's
 * @param from where it was ordered
 * @param trips orders that had nothing left to do, and their answers
 * @param measured its result but for the queries, while these are timed; null before
 */
public record Rehearsing(
    Instant since,
    CutoverRun run,
    RehearsableState from,
    OrderTrips trips,
    @Nullable CutoverRehearsal measured)
    implements MigrationState {

  public Rehearsing {
    // One that was stored by a service that measured none.
    trips = trips == null ? OrderTrips.NONE : trips;
  }

  /** One that has just begun. */
  public Rehearsing(Instant since, CutoverRun run, RehearsableState from) {
    this(since, run, from, OrderTrips.NONE, null);
  }

  @Override
  public DesiredGoal desire() {
    return DesiredGoal.of(MigrationGoal.REHEARSE, run)
        .goingAs(run)
        .until(run.deadline())
        .timingQueries(measured != null);
  }

  @Override
  public Set<OrderName> offered() {
    return run.direction() == Direction.OUT
        ? EnumSet.of(OrderName.ABORT)
        : EnumSet.noneOf(OrderName.class);
  }

  @Override
  public String inWords() {
    return "rehearsal %s is running and ends by itself, at %s at the latest"
        .formatted(run.id(), run.deadline());
  }

  @Override
  public Optional<Requester> orderedBy() {
    return Optional.ofNullable(run.orderedBy());
  }

  @Override
  public Optional<CutoverRun> lastCutover() {
    return from.lastCutover();
  }

  @Override
  public Optional<CutoverRehearsal> lastRehearsal() {
    return from.lastRehearsal();
  }

  @Override
  public Optional<String> orderedId() {
    return Optional.of(run.id());
  }

  @Override
  public SwitchWay nextSwitch() {
    return from.nextSwitch();
  }

  @Override
  public Optional<ErrorReport> problem() {
    return Optional.empty();
  }

  @Override
  public Optional<Instant> wakeAt() {
    return Optional.of(run.deadline());
  }

  @Override
  public StateDecision look(MigrationSituation situation) {
    return measured == null ? rehearse(situation) : timeQueries(situation, measured);
  }

  /** What fails by now is told by its source; the rehearsal is over. */
  private StateDecision timeQueries(MigrationSituation situation, CutoverRehearsal ended) {
    QueryTrials trials = new QueryTrials(situation.plan(), run.id(), situation.observations());
    return trials.complete() || !situation.now().isBefore(run.deadline())
        ? end(situation, ended.with(trials.all(), situation.now()))
        : StateDecision.stay(this);
  }

  private StateDecision rehearse(MigrationSituation situation) {
    CutoverProgress progress = new CutoverProgress(situation, run);
    Optional<ErrorReport> failure = progress.failure(run);
    RehearsalResult result =
        new RehearsalResult(situation.plan(), run, situation.generation(), earlierPause());
    if (failure.isPresent()) {
      return end(
          situation,
          result.failed(situation.observations(), situation.now(), undisturbed(failure.get())));
    }
    if (!progress.rehearsed()) {
      return StateDecision.stay(this);
    }
    OrderTrips answered = trips.answered(situation.now());
    return answered.enough()
        ? rehearsed(
            situation,
            result.succeeded(situation.observations(), situation.now(), answered.usualMillis()))
        : StateDecision.anew(
            new Rehearsing(since, run, from, answered.ordered(situation.now()), null));
  }

  private StateDecision rehearsed(MigrationSituation situation, CutoverRehearsal result) {
    if (run.direction() == Direction.BACK || situation.plan().queries().isEmpty()) {
      return end(situation, result);
    }
    Instant limit = situation.now().plus(QueryTrials.limit(situation.plan()));
    return StateDecision.to(
        new Rehearsing(since, run.until(limit), from, trips, result), List.of());
  }

  private StateDecision end(MigrationSituation situation, CutoverRehearsal rehearsal) {
    return StateDecision.to(
        from.behind(rehearsal, situation.now()),
        List.of(new MigrationCommand.PublishRehearsal(rehearsal)));
  }

  private static ErrorReport undisturbed(ErrorReport why) {
    return new ErrorReport(
        why.code(),
        why.type(),
        why.retryable(),
        why.message()
            + " It was a rehearsal, and the migration goes on as before it; order rehearse again when this is mended.",
        why.fields());
  }

  /** How long the last cutover of this direction has paused the applications. */
  private OptionalLong earlierPause() {
    return from.lastCutover().stream()
        .flatMap(CutoverRun::withTakenBack)
        .filter(earlier -> earlier.direction() == run.direction())
        .map(CutoverRun::pauseMillis)
        .filter(OptionalLong::isPresent)
        .findFirst()
        .orElse(OptionalLong.empty());
  }

  @Override
  public StateDecision abort(MigrationSituation situation, boolean keepTarget) {
    return run.direction() == Direction.BACK
        ? refuse(OrderName.ABORT)
        : StateDecision.accept(
            Aborting.of(situation.now(), keepTarget, from.lastCutover().orElse(null))
                .by(situation.by()));
  }
}
