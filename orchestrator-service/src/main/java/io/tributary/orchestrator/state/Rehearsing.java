package io.tributary.orchestrator.state;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.RehearsalStage;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.event.Requester;
import io.tributary.common.model.Direction;
import io.tributary.common.plan.cutover.BackupRule;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.SwitchWay;
import io.tributary.orchestrator.order.OrderName;
import io.tributary.orchestrator.rehearsal.BackupResult;
import io.tributary.orchestrator.rehearsal.OrderTrips;
import io.tributary.orchestrator.rehearsal.QueryTrials;
import io.tributary.orchestrator.rehearsal.RehearsalResult;
import java.time.Duration;
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
 * cutover goes on with the queries of the file, which are timed while nothing is compared, and ends
 * with the backup that the file asks for, beside which everything goes on as before the rehearsal.
 * Before these, the same is asked a few times more: the services have done it and only answer, and
 * so long as that takes an order and its answer are under way in a change of sides.
 *
 * @param run the cutover as far as it is rehearsed; its deadline is the rehearsal's
 * @param from where it was ordered
 * @param trips orders that had nothing left to do, and their answers
 * @param measured its result but for what is found out in later stages; null in the first
 * @param stage what it finds out now; null in states that were stored before there were several
 */
public record Rehearsing(
    Instant since,
    CutoverRun run,
    RehearsableState from,
    OrderTrips trips,
    @Nullable CutoverRehearsal measured,
    RehearsalStage stage)
    implements MigrationState {

  public Rehearsing {
    // One that was stored by a service that measured none.
    trips = trips == null ? OrderTrips.NONE : trips;
    stage = stage == null ? of(measured) : stage;
  }

  private static RehearsalStage of(@Nullable CutoverRehearsal measured) {
    return measured == null ? RehearsalStage.STEPS : RehearsalStage.QUERIES;
  }

  /** One that has just begun. */
  public Rehearsing(Instant since, CutoverRun run, RehearsableState from) {
    this(since, run, from, OrderTrips.NONE, null, RehearsalStage.STEPS);
  }

  @Override
  public DesiredGoal desire() {
    return switch (stage) {
      case STEPS, QUERIES ->
          DesiredGoal.of(MigrationGoal.REHEARSE, run).goingAs(run).until(run.deadline()).in(stage);
      // It may take long, and everything else goes on meanwhile.
      case BACKUP -> from.desire().named(run).in(stage);
    };
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
    return measured == null ? rehearse(situation) : findOut(situation, measured);
  }

  private StateDecision findOut(MigrationSituation situation, CutoverRehearsal so) {
    return stage == RehearsalStage.BACKUP ? tryBackup(situation, so) : timeQueries(situation, so);
  }

  private StateDecision tryBackup(MigrationSituation situation, CutoverRehearsal so) {
    BackupResult result = new BackupResult(situation.plan(), run.id(), situation.observations());
    return result.found().isPresent() || late(situation)
        ? end(situation, so.with(result.trial(), situation.now()))
        : StateDecision.stay(this);
  }

  private boolean late(MigrationSituation situation) {
    return !situation.now().isBefore(run.deadline());
  }

  /** What fails by now is told by its source; the rehearsal is over. */
  private StateDecision timeQueries(MigrationSituation situation, CutoverRehearsal ended) {
    QueryTrials trials = new QueryTrials(situation.plan(), run.id(), situation.observations());
    return trials.complete() || late(situation)
        ? backup(situation, ended.with(trials.all(), situation.now()))
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
          result.failed(
              situation.observations(),
              situation.now(),
              undisturbed(situation.plan().name(), failure.get())));
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
            new Rehearsing(
                since, run, from, answered.ordered(situation.now()), null, RehearsalStage.STEPS));
  }

  private StateDecision rehearsed(MigrationSituation situation, CutoverRehearsal result) {
    if (run.direction() == Direction.BACK) {
      return end(situation, result);
    }
    return situation.plan().queries().isEmpty()
        ? backup(situation, result)
        : stage(RehearsalStage.QUERIES, situation, QueryTrials.limit(situation.plan()), result);
  }

  private StateDecision backup(MigrationSituation situation, CutoverRehearsal result) {
    BackupRule rule = situation.plan().cutover().backupRule();
    return rule.asked()
        ? stage(RehearsalStage.BACKUP, situation, Duration.ofMillis(rule.checkMillis()), result)
        : end(situation, result);
  }

  private StateDecision stage(
      RehearsalStage next, MigrationSituation situation, Duration limit, CutoverRehearsal result) {
    CutoverRun longer = run.until(situation.now().plus(limit));
    return StateDecision.to(new Rehearsing(since, longer, from, trips, result, next), List.of());
  }

  private StateDecision end(MigrationSituation situation, CutoverRehearsal rehearsal) {
    return StateDecision.to(
        from.behind(rehearsal, situation.now()),
        List.of(new MigrationCommand.PublishRehearsal(rehearsal)));
  }

  private static ErrorReport undisturbed(String migration, ErrorReport why) {
    return new ErrorReport(
        why.code(),
        why.type(),
        why.retryable(),
        why.message()
            + " It was a rehearsal, and the migration goes on as before it; type `./tributary rehearse %s` again when this is mended."
                .formatted(migration),
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
