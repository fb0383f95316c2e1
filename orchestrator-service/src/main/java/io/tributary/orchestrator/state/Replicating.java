package io.tributary.orchestrator.state;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.RestartKey;
import io.tributary.common.desired.RowRequest;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.event.Requester;
import io.tributary.common.model.Direction;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.orchestrator.cutover.CutoverPreview;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.CutoverStage;
import io.tributary.orchestrator.gate.BackupGate;
import io.tributary.orchestrator.gate.QueryGate;
import io.tributary.orchestrator.order.OrderName;
import io.tributary.orchestrator.order.OrderReply;
import io.tributary.orchestrator.order.StateError;
import io.tributary.orchestrator.repair.OrderedRepair;
import io.tributary.orchestrator.repair.RepairPlan;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sources are open and their changes are applied as they come.
 *
 * @param run the last cutover, which was undone; null when there was none
 * @param requests about single rows, oldest first
 * @param repair the last one that was ordered since the migration came into this state; null
 *     without one
 * @param rehearsal the last one since that cutover; null where there was none
 */
public record Replicating(
    Instant since,
    @Nullable CutoverRun run,
    List<RowRequest> requests,
    @Nullable OrderedRepair repair,
    @Nullable CutoverRehearsal rehearsal)
    implements RehearsableState {

  public Replicating {
    requests = requests == null ? List.of() : List.copyOf(requests);
  }

  /** Nothing was repaired, and nothing rehearsed since the last cutover. */
  public Replicating(Instant since, @Nullable CutoverRun run, List<RowRequest> requests) {
    this(since, run, requests, null, null);
  }

  /** Nothing is asked about rows. */
  public Replicating(Instant since, @Nullable CutoverRun run) {
    this(since, run, List.of());
  }

  @Override
  public DesiredGoal desire() {
    return DesiredGoal.of(MigrationGoal.REPLICATE, run).asking(requests);
  }

  @Override
  public Set<OrderName> offered() {
    return EnumSet.of(
        OrderName.PAUSE,
        OrderName.RESUME,
        OrderName.REHEARSE,
        OrderName.CUTOVER,
        OrderName.REPLAY,
        OrderName.DISCARD,
        OrderName.REPAIR,
        OrderName.RESTART,
        OrderName.ADD_TABLES,
        OrderName.ABORT);
  }

  @Override
  public String inWords() {
    return "it is replicating";
  }

  @Override
  public Optional<CutoverRun> lastCutover() {
    return Optional.ofNullable(run);
  }

  @Override
  public Optional<CutoverRehearsal> lastRehearsal() {
    return Optional.ofNullable(rehearsal).or(RehearsableState.super::lastRehearsal);
  }

  @Override
  public Optional<ErrorReport> problem() {
    return rehearsal == null
        ? RehearsableState.super.problem()
        : Optional.ofNullable(rehearsal.error());
  }

  @Override
  public RehearsableState behind(CutoverRehearsal ended, Instant now) {
    return new Replicating(now, run, requests, repair, ended);
  }

  @Override
  public Optional<Requester> orderedBy() {
    return openRepair().map(OrderedRepair::by);
  }

  private Optional<OrderedRepair> openRepair() {
    return Optional.ofNullable(repair).filter(OrderedRepair::open);
  }

  /** Takes note of a repair that was carried out; the validator then looks at its tables. */
  @Override
  public StateDecision look(MigrationSituation situation) {
    return openRepair()
        .flatMap(
            open ->
                situation
                    .observations()
                    .source(open.source())
                    .map(SourceObserved::repair)
                    .filter(done -> done.request() >= open.number())
                    .map(open::ended))
        .map(ended -> new Replicating(since, run, withoutRepair(ended.source()), ended, rehearsal))
        .map(next -> StateDecision.to(next, List.of()))
        .orElseGet(() -> StateDecision.stay(this));
  }

  private List<RowRequest> withoutRepair(String source) {
    return requests.stream()
        .filter(request -> !(request.repairs() && request.source().equals(source)))
        .toList();
  }

  /** A repair that nobody carried out is given up: its rows may be others after the pause. */
  @Override
  public StateDecision pause(MigrationSituation situation) {
    List<RowRequest> kept = requests.stream().filter(request -> !request.repairs()).toList();
    return StateDecision.accept(new Paused(situation.now(), run, kept, rehearsal));
  }

  @Override
  public StateDecision resume(MigrationSituation situation) {
    return StateDecision.again(this);
  }

  @Override
  public StateDecision abort(MigrationSituation situation, boolean keepTarget) {
    return StateDecision.accept(Aborting.of(situation.now(), keepTarget, run).by(situation.by()));
  }

  @Override
  public StateDecision replay(MigrationSituation situation, Optional<String> source) {
    return asking(situation.replaying(requests, Direction.OUT, source));
  }

  @Override
  public StateDecision discard(MigrationSituation situation, String source, long deadLetter) {
    return asking(situation.discarding(requests, source, deadLetter));
  }

  private StateDecision asking(List<RowRequest> about) {
    return StateDecision.accept(new Replicating(since, run, about, repair, rehearsal));
  }

  @Override
  public StateDecision repair(MigrationSituation situation, SourceOrder.Repair order) {
    String source = order.source();
    Map<String, String> fields = Map.of("migration", situation.plan().name(), "source", source);
    if (situation.plan().source(source).kind() == SourceKind.CHROMA) {
      return StateDecision.refuse(
          this,
          StateError.REPAIR_UNFIT,
          ("Rows of source %s are not repaired, because it is a Chroma directory. Update each"
                  + " record at the source (collection.update with its own document and"
                  + " embedding), which sends it again.")
              .formatted(source),
          fields);
    }
    RepairPlan plan =
        RepairPlan.of(source, situation.observations().validation(source), order.table());
    if (plan.empty()) {
      return StateDecision.refuse(
          this,
          StateError.REPAIR_NOTHING,
          "The validator has confirmed no difference in %s of source %s, so there is nothing to repair. `GET /migrations/%s` shows the verdict of each table."
              .formatted(
                  order.table().map("table "::concat).orElse("any table"),
                  source,
                  situation.plan().name()),
          fields);
    }
    if (order.dryRun()) {
      return StateDecision.stay(this).replied(new OrderReply.Repairable(plan));
    }
    Optional<OrderedRepair> other = openRepair().filter(open -> !open.source().equals(source));
    if (other.isPresent()) {
      return StateDecision.refuse(
          this,
          StateError.REPAIR_RUNNING,
          "The repair of source %s is still being carried out. Wait until the status shows its outcome; then order that of source %s."
              .formatted(other.get().source(), source),
          fields);
    }
    List<RowRequest> asked = situation.repairing(requests, source, plan.rows());
    OrderedRepair begun = OrderedRepair.begun(situation.generation() + 1, source, situation.by());
    return StateDecision.accept(new Replicating(since, run, asked, begun, rehearsal));
  }

  /**
   * What the operator asked about rows of the source is given up with the rows. A rehearsal that
   * was made before says nothing of what comes.
   */
  @Override
  public StateDecision restart(MigrationSituation situation, SourceOrder.Restart order) {
    String source = order.source();
    Map<String, String> fields = Map.of("migration", situation.plan().name(), "source", source);
    if (order.table().isPresent() && situation.plan().source(source).kind() == SourceKind.CHROMA) {
      return StateDecision.refuse(
          this,
          StateError.RESTART_TABLE,
          "Collection %s of source %s is not restarted alone, because it is a Chroma directory. Type %s, which begins it with all its collections anew."
              .formatted(
                  order.table().get(),
                  source,
                  new StreamId(situation.plan().name(), source).restartCommand()),
          fields);
    }
    if (situation.plan().source(source).keepsExistingRows()) {
      return StateDecision.refuse(
          this,
          StateError.RESTART_KEEPS_ROWS,
          "Source %s is not restarted, because its section says existing-rows: keep for a table: which rows the target held before, and which came from the source, is not told apart any more. Abort the migration, see to these rows, and start it anew."
              .formatted(source),
          fields);
    }
    if (order.table().isPresent()) {
      // A repair in hand is told that the table begins anew, and a rehearsal is as old as before.
      return StateDecision.restart(
          new Replicating(since, run, requests, repair, rehearsal),
          List.of(RestartKey.of(source, order.table().get())));
    }
    String back = new StreamId(situation.plan().name(), source).opposite().source();
    List<RowRequest> kept =
        requests.stream()
            .filter(request -> !Set.of(source, back).contains(request.source()))
            .toList();
    @Nullable OrderedRepair other =
        openRepair().filter(open -> open.source().equals(source)).isPresent() ? null : repair;
    return StateDecision.restart(new Replicating(since, run, kept, other, null), List.of(source));
  }

  /** Each is made at the target first, and begins anew then. */
  @Override
  public StateDecision addTables(MigrationSituation situation, SourceOrder.AddTables order) {
    return new JoiningTables(situation, order)
        .decide(this, new Replicating(since, run, requests, repair, rehearsal));
  }

  @Override
  public StateDecision dryRun(MigrationSituation situation) {
    return StateDecision.stay(this)
        .replied(
            new OrderReply.Planned(
                rehearsedGate(situation).findings(), CutoverPreview.of(situation.plan())));
  }

  @Override
  public StateDecision cutover(MigrationSituation situation, String newId) {
    return rehearsedGate(situation)
        .begin(
            this,
            "cutover",
            newId,
            begun -> {
              CutoverRun run = begun.after(lastRehearsalOut());
              return StateDecision.to(
                  new UndoableCutover(situation.now(), run, CutoverStage.REHEARSE),
                  StepAnnouncements.ofBegun(situation.plan(), run));
            });
  }

  private @Nullable CutoverRehearsal lastRehearsalOut() {
    return rehearsedOut().orElse(null);
  }

  private Optional<CutoverRehearsal> rehearsedOut() {
    return lastRehearsal().filter(last -> last.direction() == Direction.OUT);
  }

  @Override
  public StateDecision rehearse(MigrationSituation situation, String newId) {
    return new GatedOrder(situation, Direction.OUT)
        .begin(
            this,
            "rehearsal",
            newId,
            begun -> StateDecision.to(new Rehearsing(situation.now(), begun, this), List.of()));
  }

  private GatedOrder rehearsedGate(MigrationSituation situation) {
    Migration plan = situation.plan();
    return new GatedOrder(
        situation,
        Direction.OUT,
        Stream.concat(
                new QueryGate(plan, rehearsedOut()).findings().stream(),
                new BackupGate(plan, rehearsedOut()).findings().stream())
            .toList());
  }
}
